def socket_families(p):
    found = []
    for family in range(0, 46):
        for kind in (1, 2, 3, 5):
            protocols = (0, 4, 9, 15, 16, 12) if family == 16 else (0,)
            for protocol in protocols:
                # Over the internet's families all but raw and packet sockets are for everybody.
                if family == 1 or family in (2, 10) and kind in (1, 2) or family == 16 and protocol in (0, 4):
                    continue
                descriptor, error = call(p['calls']['socket'], family, kind, protocol)
                if descriptor >= 0:
                    os.close(descriptor)
                    found.append('family %d type %d protocol %d' % (family, kind, protocol))
    # The number with its upper half set is the same to the kernel.
    descriptor, error = call(p['calls']['socket'], 40 | (1 << 32), 1, 0)
    if descriptor >= 0:
        os.close(descriptor)
        found.append('family 40 with a high bit')
    return verdict(found)


def dangerous_calls(p):
    """Calls that must not even reach the code behind them. The arguments make each of them fail or do nothing."""
    n = p['calls']
    tries = {
        'bpf': (0, 0, 0), 'io_uring_setup': (0, 0), 'userfaultfd': (0xffff,), 'keyctl': (999, 0, 0, 0, 0), 'add_key': (0, 0, 0, 0, 0), 'request_key': (0, 0, 0, 0),
        'perf_event_open': (0, 0, 0, 0, 0), 'kexec_load': (0, 1 << 30, 0, 0), 'init_module': (0, 0, 0), 'finit_module': (-1, 0, 0), 'delete_module': (0, 0),
        'open_by_handle_at': (-1, 0, 0), 'name_to_handle_at': (-1, 0, 0, 0, 0), 'mount': (0, 0, 0, 0, 0), 'umount2': (0, 0), 'pivot_root': (0, 0), 'setns': (-1, 0),
        'fsopen': (0, 0), 'fsconfig': (-1, 0, 0, 0, 0), 'fsmount': (-1, 0, 0), 'open_tree': (-1, 0, 0), 'move_mount': (-1, 0, -1, 0, 0), 'mount_setattr': (-1, 0, 0, 0, 0),
        'swapon': (0, 0), 'swapoff': (0,), 'reboot': (0, 0, 0, 0), 'acct': (-1,), 'quotactl': (0, 0, 0, 0), 'syslog': (99, 0, 0), 'settimeofday': (0, -1),
        'clock_adjtime': (0, 0), 'fanotify_init': (0xffffffff, 0), 'lookup_dcookie': (0, 0, 0), 'kcmp': (1, 1, 99, 0, 0), 'move_pages': (0, 0, 0, 0, 0, 0), 'pidfd_getfd': (-1, 0, 0),
        'process_madvise': (-1, 0, 0, 0, 0), 'mbind': (0, 0, 0, 0, 0, 0), 'set_mempolicy': (99, 0, 0), 'memfd_secret': (0xffff,), 'modify_ldt': (99, 0, 0), 'iopl': (9,),
        'ioperm': (0, 0, 0), 'sethostname': (0, -1), 'setdomainname': (0, -1),
    }
    found = []
    for call_name, arguments in tries.items():
        if n.get(call_name) is None:
            continue
        result, error = call(n[call_name], *arguments)
        if result >= 0 or error not in (errno.EPERM, errno.ENOSYS, errno.EACCES):
            found.append('%s (%s)' % (call_name, 'done' if result >= 0 else name(error)))
    # Namespaces of one's own give all capabilities over them, and with those most of the above.
    for flags, kind in ((0x10000000, 'user'), (0x20000, 'mount'), (0x40000000, 'network')):
        child = os.fork()
        if child == 0:
            os._exit(0 if call(n['unshare'], flags)[0] == 0 else 1)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            found.append('unshare %s' % kind)
    child, error = call(n['clone'], 0x10000000 | 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        os.waitpid(child, 0)
        found.append('clone with a user namespace')
    if n.get('clone3') is not None:
        result, error = call(n['clone3'], 0, 0)
        if error != errno.ENOSYS:
            found.append('clone3 (%s)' % name(error))
    # The second way to every call on x86-64; some filters end whoever tries it.
    child = os.fork()
    if child == 0:
        os._exit(0 if call(0x40000000 + 39)[0] >= 0 else 1)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        found.append('x32')
    return verdict(found, '%d calls refused' % len(tries))


def terminal_injection(p):
    found = []
    terminal = os.open('/dev/tty', os.O_RDWR) if os.path.exists('/dev/tty') else 0
    for request, label in ((0x5412, 'TIOCSTI'), (0x5412 | 1 << 32, 'TIOCSTI with a high bit'), (0x541C, 'TIOCLINUX'), (0x5423, 'TIOCSETD'), (0x541D, 'TIOCCONS')):
        # It would turn the machine's own console to this terminal.
        if p['bareShell'] and label == 'TIOCCONS':
            continue
        value = ctypes.create_string_buffer(b'\x1b' if request & 0xffff == 0x5412 else struct.pack('i', 6 if request == 0x541C else 0))
        result, error = call(p['calls']['ioctl'], terminal, request, ctypes.cast(value, ctypes.c_void_p))
        if result >= 0:
            found.append(label)
    return verdict(found)


def setuid_programs(p):
    if status_field('NoNewPrivs') == '1':
        return held('no new privileges')
    for line in read('/proc/self/uid_map').decode().split('\n'):
        fields = line.split()
        if len(fields) == 3 and int(fields[1]) < 100000:
            return breached('uid %s inside is %s outside' % (fields[0], fields[1]))
    return held('they make root of the lab at most')


def capabilities(p):
    allowed = sum(1 << bit for bit in p['allowedCapabilities'])
    found = ['%s is %s' % (field, status_field(field)) for field in ('CapEff', 'CapPrm', 'CapBnd', 'CapInh', 'CapAmb') if int(status_field(field), 16) & ~allowed]
    return verdict(found, 'CapBnd ' + status_field('CapBnd'))


def kernel_settings(p):
    found, looked = [], 0
    for folder, folders, files in os.walk('/proc/sys'):
        for file in files:
            path = os.path.join(folder, file)
            looked += 1
            try:
                os.close(os.open(path, os.O_WRONLY))
                found.append(path)
            except OSError:
                pass
    for path in ('/proc/sysrq-trigger', '/proc/kcore', '/proc/kmsg', '/sys/kernel/uevent_helper', '/sys/power/state', '/sys/fs/cgroup/cgroup.procs'):
        try:
            # What is hidden is /dev/null.
            if os.stat(path).st_rdev != os.makedev(1, 3):
                os.close(os.open(path, os.O_WRONLY))
                found.append(path)
        except OSError:
            pass
    # Only what the machine shares is a way out; what belongs to a namespace of ours is ours.
    return verdict(['%d can be written, such as %s' % (len(found), found[0])] if found else [], '%d looked at' % looked)


def devices(p):
    found = []
    try:
        os.mknod('/tmp/disk-device', 0o600 | stat.S_IFBLK, os.makedev(254, 0))
        os.close(os.open('/tmp/disk-device', os.O_RDONLY))
        found.append('a disk made by mknod')
    except OSError:
        pass
    finally:
        if os.path.exists('/tmp/disk-device'):
            os.remove('/tmp/disk-device')
    usual = {(1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 1), (5, 2)}
    for folder, folders, files in os.walk('/dev'):
        for file in files:
            path = os.path.join(folder, file)
            try:
                info = os.lstat(path)
            except OSError:
                continue
            number = (os.major(info.st_rdev), os.minor(info.st_rdev))
            if (stat.S_ISBLK(info.st_mode) or stat.S_ISCHR(info.st_mode)) and number not in usual and not 136 <= number[0] <= 143:
                # Not opened: some devices do something then, a watchdog for one.
                if os.access(path, os.R_OK):
                    found.append(path)
    return verdict(found)


def control_groups(p):
    found = []
    for line in read('/proc/mounts').decode().split('\n'):
        fields = line.split()
        if len(fields) < 3 or not fields[2].startswith('cgroup'):
            continue
        try:
            os.mkdir(fields[1] + '/attack')
            os.rmdir(fields[1] + '/attack')
            found.append('made a group in ' + fields[1])
        except OSError:
            pass
        for file in ('cgroup.procs', 'release_agent', 'pids.max', 'memory.max', 'memory.limit_in_bytes', 'cpu.max'):
            try:
                os.close(os.open(fields[1] + '/' + file, os.O_WRONLY))
                found.append(fields[1] + '/' + file)
            except OSError:
                pass
    return verdict(found)


def system_files(p):
    """Everywhere but in a lab whose root has files of their own, nothing but the home folder and the temporary ones."""
    found = []
    for folder in ('/', '/usr', '/usr/bin', '/etc', '/opt', '/opt/rehearsal', '/var', '/home', '/lib', '/boot', '/srv'):
        path = folder.rstrip('/') + '/written-by-attack'
        try:
            with open(path, 'w'):
                found.append(folder)
            os.remove(path)
        except OSError:
            pass
    shared = []
    try:
        os.close(os.open(p['sharedFile'], os.O_WRONLY))
        shared.append(p['sharedFile'] + ' of the host')
    except OSError:
        pass
    return verdict(shared if p['ownSystem'] else shared + found)


attacks = {function.__name__.replace('_', '-'): function for function in [
    socket_families, dangerous_calls, terminal_injection, setuid_programs, capabilities, kernel_settings, devices, control_groups, system_files]}
