def environment_secrets(p):
    found = []
    secret = p['secret'].encode()
    if any(p['secret'] in value for value in os.environ.values()):
        found.append('in our own environment')
    for pid in pids():
        if secret in read('/proc/%d/environ' % pid, 1 << 20):
            found.append('/proc/%d/environ' % pid)
        if secret in read('/proc/%d/cmdline' % pid, 1 << 20):
            found.append('/proc/%d/cmdline' % pid)
    return verdict(found)


def inherited_descriptors(p):
    found = []
    for entry in os.listdir('/proc/self/fd'):
        number = int(entry)
        if number < 3:
            continue
        try:
            target = os.readlink('/proc/self/fd/%d' % number)
        except OSError:
            continue
        # The listing itself has one.
        if target.startswith('/proc/') and target.endswith('/fd'):
            continue
        found.append('%d is %s' % (number, target))
        if 'ptmx' in target:
            try:
                os.write(number, b'echo taken-over\n')
            except OSError:
                pass
    return verdict(found, 'only 0, 1 and 2')


def host_files(p):
    found = []
    paths = [p['secretFile'], '/proc/1/root' + p['secretFile'], '/proc/1/cwd' + p['secretFile'], '/proc/self/root' + p['secretFile']]
    for number in range(0, 20):
        paths.append('/proc/self/fd/%d/../../../../../../..%s' % (number, p['secretFile']))
    for pid in pids():
        paths.append('/proc/%d/root%s' % (pid, p['secretFile']))
    for path in paths:
        if p['fileSecret'].encode() in read(path):
            found.append(path)
    for path in ['/etc/shadow', '/proc/1/root/etc/shadow']:
        if b':$' in read(path):
            found.append(path)
    for folder in ['/run/rehearsal', '/root/.ssh', '/var/run/docker.sock', '/run/docker.sock', '/run/containerd']:
        if os.path.exists(folder):
            found.append(folder + ' is there')
    return verdict(found)


def other_sessions_files(p):
    found, seen = [], set()
    for folder in ['/tmp', '/var/tmp', '/dev/shm', '/run', '/root', '/home'] + ['/proc/%d/%s' % (pid, place) for pid in pids() for place in ('root/tmp', 'root/root', 'cwd')]:
        try:
            info = os.stat(folder)
            names = os.listdir(folder)
        except OSError:
            continue
        if (info.st_dev, info.st_ino) not in seen and p['victimFile'] in names:
            found.append(folder)
        seen.add((info.st_dev, info.st_ino))
    if p['victimFile'].encode() in read(p['victimHome'] + '/' + p['victimFile']):
        found.append('the other home folder')
    return verdict(found)


def host_processes(p):
    found = []
    for pid in pids():
        text = read('/proc/%d/cmdline' % pid).replace(b'\0', b' ')
        if p['hostMark'].encode() in text or b'dockerd' in text or b'containerd' in text:
            found.append('%d: %s' % (pid, text[:60].decode(errors='replace')))
    try:
        os.kill(p['hostPid'], 0)
        if p['hostMark'].encode() in read('/proc/%d/cmdline' % p['hostPid']):
            found.append('the server can be signalled')
    except OSError:
        pass
    return verdict(found, '%d processes seen, all of them ours' % len(pids()))


def trace_others(p):
    """Seizes processes that are no children of ours, which does not stop them, and lets them go."""
    found = []
    strangers = [pid for pid in pids() if pid not in (os.getpid(), os.getppid())]
    if p['bareShell']:
        # The neighbour's server will do: the rest of the machine is other people's.
        strangers = [pid for pid in strangers if b'server.py' in read('/proc/%d/cmdline' % pid) and p['victimAbstract'].encode() in read('/proc/%d/cmdline' % pid)]
    for pid in strangers[:40]:
        child = os.fork()
        if child == 0:
            os._exit(0 if call(p['calls']['ptrace'], 0x4206, pid, 0, 0)[0] == 0 else 1)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            found.append('seized %d' % pid)
    buffer = ctypes.create_string_buffer(16)
    result, error = call(p['calls']['process_vm_readv'], 1, ctypes.byref(buffer), 0, ctypes.byref(buffer), 0, 0)
    if error not in (errno.EPERM, errno.ENOSYS):
        found.append('process_vm_readv reaches the kernel (%s)' % name(error))
    return verdict(found)


def host_network(p):
    found = []
    for address in p['hostAddresses']:
        for port in p['hostPorts']:
            try:
                with socket.create_connection((address, port), 0.4) as connection:
                    found.append('%s:%d' % (address, port))
            except OSError:
                pass
    for address in ['169.254.169.254', '10.0.2.2', '172.17.0.1', '1.1.1.1']:
        try:
            with socket.create_connection((address, 80), 0.4):
                found.append(address)
        except OSError:
            pass
    for abstract in p['abstractNames']:
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect('\0' + abstract)
                found.append('abstract socket ' + abstract)
            except OSError:
                pass
    return verdict(found)


def other_sessions_network(p):
    found = []
    try:
        with socket.create_connection(('127.0.0.1', p['victimPort']), 0.5) as connection:
            found.append('its port %d' % p['victimPort'])
    except OSError:
        pass
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect('\0' + p['victimAbstract'])
            found.append('its abstract socket')
        except OSError:
            pass
    shmget = p['calls']['shmget']
    result, error = call(shmget, p['victimShm'], 0, 0)
    if result >= 0:
        found.append('its shared memory')
    return verdict(found)


def host_interfaces(p):
    found = [line.split(':')[0].strip() for line in read('/proc/net/dev').decode().split('\n')[2:] if ':' in line]
    return verdict([device for device in found if device not in ('lo', 'tunl0', 'sit0', 'ip6tnl0', 'gre0', 'gretap0', 'erspan0', 'ip_vti0', 'ip6_vti0', 'ip6gre0')], 'lo alone')


def runtime_binary(p):
    """CVE-2019-5736: the program that starts others in here, opened for writing while it does."""
    found, end = [], time.time() + 2.5
    while time.time() < end and not found:
        for pid in pids():
            if pid in (os.getpid(), os.getppid()):
                continue
            try:
                target = os.readlink('/proc/%d/exe' % pid)
            except OSError:
                continue
            if not any(part in target for part in ('runc', 'crun', 'runsc', 'bwrap', 'nsenter')):
                continue
            try:
                descriptor = os.open('/proc/%d/exe' % pid, os.O_PATH)
                deadline = time.time() + 0.2
                while time.time() < deadline:
                    try:
                        os.close(os.open('/proc/self/fd/%d' % descriptor, os.O_WRONLY | os.O_APPEND))
                        found.append(target)
                        break
                    except OSError:
                        pass
                os.close(descriptor)
            except OSError:
                pass
    return verdict(found)


attacks = {function.__name__.replace('_', '-'): function for function in [
    environment_secrets, inherited_descriptors, host_files, other_sessions_files, host_processes, trace_others, host_network, other_sessions_network,
    host_interfaces, runtime_binary]}
