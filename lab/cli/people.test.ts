import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell } from './testing/shell.ts'
import type { TestShell } from './testing/shell.ts'

// Users of one lab, by the programs that learners use: who they are, and what the roles of the cluster let them do.
describe('people and roles', () => {
  let shell: TestShell

  beforeAll(async () => {
    shell = await openShell('istio-bookinfo')
  })
  afterAll(() => shell.close())

  async function out(command: string): Promise<string> {
    const { code, out: written, err } = await shell.run(command)
    expect(err, command).toBe('')
    expect(code, command).toBe(0)
    return written
  }

  async function refusal(command: string): Promise<string> {
    const { code, err } = await shell.run(command)
    expect(code, command).toBe(1)
    return err
  }

  it('a login changes who one is, and a token says so too', async () => {
    expect(await out('oc whoami')).toBe('admin\n')
    expect(await out('oc login -u developer -p developer')).toMatch(/^Login successful\.\n\nYou don't have any projects/)
    expect(await out('oc whoami')).toBe('developer\n')
    const token = (await out('oc whoami -t')).trim()
    expect(await out('kubectl auth whoami')).toMatch(/Username +developer\nGroups +\[system:authenticated system:authenticated:oauth\]/)
    expect(await out('oc login -u admin -p admin')).toContain('istio-system')
    expect(await out(`oc --token=${token} whoami`)).toBe('developer\n')
    expect(await refusal(`oc --token=${token}x get projects`)).toContain('Unauthorized')
  })

  it('the administrator of the cluster itself needs no password, and nobody gets in with a wrong one', async () => {
    expect(await out('oc login -u system:admin')).toMatch(/^Logged into "http:.*" as "system:admin" using existing credentials\./)
    expect(await out('oc whoami')).toBe('system:admin\n')
    expect(await out('oc get nodes')).toContain('node-1')
    expect(await refusal('oc login -u admin -p wrong')).toContain('Login failed (401 Unauthorized)')
    expect(await refusal('oc login -u system:admin -p guess')).toContain('Login failed')
    await out('oc login -u admin -p admin')
  })

  it('who is no administrator sees and does what roles allow', async () => {
    await out('oc login -u developer -p developer')
    expect(await refusal('oc get pods -n istio-system')).toBe('Error from server (Forbidden): pods is forbidden: User "developer" cannot list resource "pods" in API group "" in the namespace "istio-system"\n')
    expect(await refusal('oc get nodes')).toContain('nodes is forbidden: User "developer" cannot list resource "nodes" in API group "" at the cluster scope')
    expect(await refusal('oc delete routerule reviews-default -n istio-system')).toContain('routerules.config.istio.io "reviews-default" is forbidden: User "developer" cannot delete resource "routerules" in API group "config.istio.io"')
    expect(await out('oc new-project shop')).toContain('Now using project "shop"')
    expect(await out('oc get projects -o name')).toBe('project.project.openshift.io/shop\n')
    expect(await out('oc create configmap mine --from-literal=a=b')).toContain('created')
    expect(await out('oc get rolebindings')).toMatch(/admin +ClusterRole\/admin/)
    await out('oc delete project shop')
    await out('oc login -u admin -p admin')
  })

  it('an administrator grants a role, and takes back that everybody may make projects', async () => {
    expect(await out('oc auth can-i list pods -n istio-system --as=developer').catch(() => 'no\n')).toBe('no\n')
    await out('oc adm policy add-role-to-user view developer -n istio-system')
    expect(await out('kubectl get pods -n istio-system --as=developer')).toContain('productpage')
    expect(await refusal('kubectl get secrets -n istio-system --as=developer')).toContain('secrets is forbidden')
    expect(await refusal('kubectl delete pods --all -n istio-system --as=developer')).toContain('cannot delete resource "pods"')
    await out('oc adm policy remove-cluster-role-from-group self-provisioner system:authenticated:oauth')
    await out('oc login -u somebody -p else')
    expect(await refusal('oc new-project mine')).toContain('projectrequests')
    await out('oc login -u admin -p admin')
  })

  it('an account of a pod does what a role of its own says', async () => {
    await out('kubectl create namespace robots')
    await out('kubectl create serviceaccount reader -n robots')
    await out('kubectl create role pod-reader --verb=get,list --resource=pods -n robots')
    await out('kubectl create rolebinding reads --role=pod-reader --serviceaccount=robots:reader -n robots')
    expect((await shell.run('kubectl auth can-i list pods -n robots --as=system:serviceaccount:robots:reader')).out).toBe('yes\n')
    expect((await shell.run('kubectl auth can-i delete pods -n robots --as=system:serviceaccount:robots:reader')).out).toBe('no\n')
    expect((await shell.run('kubectl auth can-i list pods -n default --as=system:serviceaccount:robots:reader')).out).toBe('no\n')
    const token = (await out('kubectl create token reader -n robots')).trim()
    expect(await refusal(`kubectl --token=${token} get services -n robots`)).toContain('User "system:serviceaccount:robots:reader" cannot list resource "services"')
    expect((await shell.run(`kubectl --token=${token} get pods -n robots`)).err).toContain('No resources found')
  })
})
