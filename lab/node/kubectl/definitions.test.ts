import { expect, test } from 'vitest'
import { describeKubectl } from '../testing/kubectl-session.ts'

const widgets = {
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.shop.example' },
  spec: {
    group: 'shop.example', scope: 'Namespaced', names: { plural: 'widgets', singular: 'widget', kind: 'Widget', shortNames: ['wg'], categories: ['all'] },
    versions: [{
      name: 'v1', served: true, storage: true, subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
      additionalPrinterColumns: [
        { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
        { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
        { name: 'Maker', type: 'string', jsonPath: '.spec.maker', priority: 1 },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
      schema: {
        openAPIV3Schema: {
          type: 'object', description: 'A thing that a shop sells.',
          properties: {
            spec: {
              type: 'object', required: ['size'],
              properties: { size: { type: 'integer', minimum: 1, maximum: 9, description: 'How large it is.' }, maker: { type: 'string', pattern: '^[a-z]+$' }, colour: { type: 'string', enum: ['red', 'blue'], default: 'red' }, replicas: { type: 'integer' } },
            },
            status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      },
    }],
  },
}
const widget = (spec: object, name = 'one') => JSON.stringify({ apiVersion: 'shop.example/v1', kind: 'Widget', metadata: { name }, spec })

await describeKubectl('definitions', (session) => {
  const { run } = session

  test('serves a kind as soon as it is defined', async () => {
    expect((await run('get widgets')).stderr).toBe('error: the server doesn\'t have a resource type "widgets"\n')
    expect((await run('create -f -', JSON.stringify(widgets))).stdout).toBe('customresourcedefinition.apiextensions.k8s.io/widgets.shop.example created\n')
    expect(await run('wait --for=condition=established crd/widgets.shop.example')).toMatchObject({ code: 0 })
    expect((await run('create -f -', widget({ size: 3, maker: 'acme' }))).stdout).toBe('widget.shop.example/one created\n')
    expect((await run('api-resources --api-group=shop.example --no-headers')).stdout).toMatch(/^widgets +wg +shop\.example\/v1 +true +Widget\n$/)
  })

  test('prints the columns of the definition', async () => {
    await run(['patch', 'wg', 'one', '--subresource=status', '--type=merge', '-p', '{"status":{"conditions":[{"type":"Ready","status":"True"}]}}'])
    expect((await run('get wg')).stdout).toMatch(/^NAME +SIZE +READY +AGE\none +3 +(True)? +\d+s\n$/)
    expect((await run('get wg -o wide')).stdout).toMatch(/^NAME +SIZE +READY +MAKER +AGE\n/)
    expect((await run('get all')).stdout).toContain('widget.shop.example/one')
  })

  test('fills in defaults and refuses what the schema refuses', async () => {
    expect((await run(['get', 'wg', 'one', '-o', 'jsonpath={.spec.colour}'])).stdout).toBe('red')
    const cases = [
      [{ size: 20 }, /The Widget "two" is invalid: .*spec\.size: Invalid value: 20: spec\.size in body should be less than or equal to 9/],
      [{ maker: 'acme' }, /spec\.size: Required value|missing required field "size"/],
      [{ size: 'big' }, /spec\.size: Invalid value: "string": spec\.size in body must be of type integer: "string"|invalid type for example\.shop\.v1\.Widget\.spec\.size: got "string", expected "integer"/],
      [{ size: 2, colour: 'green' }, /spec\.colour: Unsupported value: "green": supported values: "red", "blue"/],
      [{ size: 2, maker: 'ACME' }, /spec\.maker in body should match '\^\[a-z\]\+\$'/],
      [{ size: 2, flavour: 'x' }, /unknown field "spec\.flavour"|unknown field "flavour" in example\.shop\.v1\.Widget\.spec/],
    ] as const
    for (const [spec, message] of cases) {
      const { code, stderr } = await run('create -f -', widget(spec, 'two'))
      expect(stderr).toMatch(message)
      expect(code).toBe(1)
    }
  })

  test('explains the kind', async () => {
    expect((await run('explain widget.spec.size')).stdout).toContain('How large it is.')
  })

  test('takes its objects along when it goes', async () => {
    expect((await run('delete crd widgets.shop.example')).stdout).toMatch(/^customresourcedefinition\.apiextensions\.k8s\.io "widgets\.shop\.example" deleted\n$/)
    expect((await run('get --raw /apis/shop.example/v1')).code).toBe(1)
    await run('create -f -', JSON.stringify(widgets))
    expect((await run('get wg')).stderr).toBe('No resources found in istio-system namespace.\n')
  })

  test('refuses a definition whose name is not its own', async () => {
    const { code, stderr } = await run('create -f -', JSON.stringify({ ...widgets, metadata: { name: 'things.shop.example' } }))
    expect(stderr).toContain('metadata.name: Invalid value: "things.shop.example": must be spec.names.plural+"."+spec.group')
    expect(code).toBe(1)
  })

  test('knows the meshes of then and now in all their versions', async () => {
    for (const version of ['v1', 'v1beta1', 'v1alpha3']) {
      const service = { apiVersion: `networking.istio.io/${version}`, kind: 'VirtualService', metadata: { name: version }, spec: { hosts: ['reviews'], http: [{ route: [{ destination: { host: 'reviews', subset: 'v1' } }] }] } }
      expect((await run('create -f -', JSON.stringify(service))).stdout).toBe(`virtualservice.networking.istio.io/${version} created\n`)
    }
    expect((await run('get vs')).stdout).toMatch(/^NAME +GATEWAYS +HOSTS +AGE\nv1 +\[?\]? *\["reviews"\] +\d+s\n/)
    expect((await run(['get', 'virtualservices.v1alpha3.networking.istio.io', 'v1', '-o', 'jsonpath={.apiVersion}'])).stdout).toBe('networking.istio.io/v1alpha3')
    const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'reviews' }, spec: { parentRefs: [{ group: '', kind: 'Service', name: 'reviews', port: 9080 }], rules: [{ backendRefs: [{ name: 'reviews-v1', port: 9080 }] }] } }
    expect((await run('create -f -', JSON.stringify(route))).stdout).toBe('httproute.gateway.networking.k8s.io/reviews created\n')
    expect((await run('get httproute')).stdout).toMatch(/^NAME +HOSTNAMES +AGE\nreviews /)
  })
})
