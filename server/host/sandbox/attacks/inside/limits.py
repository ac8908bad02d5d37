def end_all(children):
    for child in children:
        try:
            os.kill(child, signal.SIGKILL)
        except OSError:
            pass
    for child in children:
        try:
            os.waitpid(child, 0)
        except OSError:
            pass


def fork_bomb(p):
    children = []
    try:
        while len(children) < p['processes'] + 60:
            child = os.fork()
            if child == 0:
                signal.pause()
                os._exit(0)
            children.append(child)
        return breached('%d processes' % len(children))
    except OSError as error:
        return held('%d processes, then %s' % (len(children), name(error.errno)))
    finally:
        end_all(children)


def thread_bomb(p):
    import threading
    threading.stack_size(65536)
    release, count = threading.Event(), 0
    try:
        while count < p['processes'] + 60:
            threading.Thread(target=release.wait, daemon=True).start()
            count += 1
        return breached('%d threads' % count)
    except RuntimeError:
        return held('%d threads' % count)
    finally:
        release.set()


def zombie_bomb(p):
    children = []
    try:
        while len(children) < p['processes'] + 60:
            child = os.fork()
            if child == 0:
                os._exit(0)
            children.append(child)
        return breached('%d processes that ended' % len(children))
    except OSError as error:
        return held('%d, then %s' % (len(children), name(error.errno)))
    finally:
        end_all(children)


def memory_hog(p):
    child = os.fork()
    if child == 0:
        kept = []
        while len(kept) < p['memoryMib'] + 64:
            kept.append(bytearray(os.urandom(4096) * 256))
        os._exit(7)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return breached('%d MiB' % (p['memoryMib'] + 64)) if status == 7 else held('ended with %d' % status)


def shared_memory_hog(p):
    child = os.fork()
    if child == 0:
        taken = 0
        while taken < p['memoryMib'] + 64:
            identifier, error = call(p['calls']['shmget'], 0, 16 << 20, 0o1600)
            if identifier < 0:
                break
            libc.shmat.restype = ctypes.c_void_p
            address = libc.shmat(identifier, None, 0)
            # It goes with its last user, which is us.
            call(p['calls']['shmctl'], identifier, 0, 0)
            if address in (None, ctypes.c_void_p(-1).value):
                break
            ctypes.memset(address, 1, 16 << 20)
            taken += 16
        os._exit(7 if taken >= p['memoryMib'] + 64 else 0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return breached('%d MiB of shared memory' % (p['memoryMib'] + 64)) if status == 7 else held('ended with %d' % status)


def writable_folders():
    seen = {}
    for line in read('/proc/mounts').decode().split('\n'):
        fields = line.split()
        if len(fields) > 3 and 'rw' in fields[3].split(',') and fields[2] not in ('proc', 'devpts', 'mqueue', 'sysfs', 'cgroup', 'cgroup2', 'devtmpfs'):
            path = fields[1].replace('\\040', ' ')
            if os.path.isdir(path) and os.access(path, os.W_OK):
                seen.setdefault(os.stat(path).st_dev, path)
    for path in (os.path.expanduser('~'), '/tmp', '/var/tmp', '/dev/shm', '/run', '/dev'):
        if os.path.isdir(path) and os.access(path, os.W_OK):
            seen.setdefault(os.stat(path).st_dev, path)
    return list(seen.values())


def unbounded_folders(p):
    """Looks at what each writable file system would hold; filling them is the next attack."""
    found = []
    for path in writable_folders():
        info = os.statvfs(path)
        mebibytes = info.f_blocks * info.f_frsize >> 20
        if mebibytes > p['folderMib'] or info.f_files > p['folderFiles'] or info.f_files == 0:
            found.append('%s: %d MiB, %d files' % (path, mebibytes, info.f_files))
    return verdict(found, ', '.join(writable_folders()))


def disk_fill(p):
    path, written = os.path.expanduser('~/filling'), 0
    chunk = b'\1' * (1 << 20)
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            with open(path, 'wb', 0) as file:
                while written < p['homeMib'] + 16:
                    file.write(chunk)
                    written += 1
            os._exit(7)
        except OSError as error:
            os._exit(error.errno)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if os.path.exists(path):
        os.remove(path)
    return breached('%d MiB in the home folder' % (p['homeMib'] + 16)) if status == 7 else held(name(status) if status > 0 else 'ended with %d' % status)


def inode_fill(p):
    folder = os.path.expanduser('~/many')
    os.makedirs(folder, exist_ok=True)
    count = 0
    try:
        while count < p['homeFiles'] + 2000:
            os.close(os.open('%s/%d' % (folder, count), os.O_CREAT | os.O_WRONLY))
            count += 1
        return breached('%d files' % count)
    except OSError as error:
        return held('%d files, then %s' % (count, name(error.errno)))
    finally:
        subprocess.run(['rm', '-rf', folder])


def descriptor_hog(p):
    taken = []
    try:
        while len(taken) < p['openFiles'] + 50:
            taken.append(os.open('/dev/null', os.O_RDONLY))
        return breached('%d descriptors' % len(taken))
    except OSError as error:
        return held('%d, then %s' % (len(taken), name(error.errno)))
    finally:
        for descriptor in taken:
            os.close(descriptor)


def raise_limits(p):
    import resource
    found = []
    for kind, label, most in ((resource.RLIMIT_NOFILE, 'open files', p['openFiles']), (resource.RLIMIT_CORE, 'core dumps', 0), (resource.RLIMIT_MEMLOCK, 'locked memory', 65536)):
        soft, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or hard > most:
            found.append('%s: %s' % (label, hard))
        try:
            resource.setrlimit(kind, (hard + 1, hard + 1))
            found.append('%s can be raised' % label)
        except (OSError, ValueError, OverflowError):
            pass
    return verdict(found)


def terminal_hog(p):
    taken = []
    try:
        while len(taken) < p['ptys'] + 24:
            taken.append(os.open('/dev/ptmx', os.O_RDWR | os.O_NOCTTY))
        return breached('%d terminals' % len(taken))
    except OSError as error:
        return held('%d, then %s' % (len(taken), name(error.errno)))
    finally:
        for descriptor in taken:
            os.close(descriptor)


def inotify_hog(p):
    """Takes what there is and keeps it until its standard input ends; a neighbour looks meanwhile."""
    taken = 0
    while taken < 600 and libc.inotify_init() >= 0:
        taken += 1
    print('\nHOLDING %d' % taken, flush=True)
    time.sleep(p.get('holdSeconds', 3))
    return held('%d taken' % taken)


def inotify_left(p):
    descriptor = libc.inotify_init()
    if descriptor < 0:
        return breached('none is left (%s)' % name(ctypes.get_errno()))
    os.close(descriptor)
    return held('some are left')


def processor_burn(p):
    children, seconds = [], 3
    before = time.time()
    for _ in range(8):
        child = os.fork()
        if child == 0:
            while time.time() < before + seconds:
                pass
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    used = sum(os.times()[2:4])
    cores = used / (time.time() - before)
    return held('%.2f cores' % cores) if cores <= p['cores'] * 1.4 + 0.1 else breached('%.2f cores' % cores)


def end_everything(p):
    """Everything this user may signal. Only where that is no more than the lab."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        os.setsid()
        try:
            os.kill(-1, signal.SIGTERM)
        except OSError:
            pass
        os._exit(0)
    time.sleep(0.3)
    return held('the lab is what it reaches')


attacks = {function.__name__.replace('_', '-'): function for function in [
    fork_bomb, thread_bomb, zombie_bomb, memory_hog, shared_memory_hog, unbounded_folders, disk_fill, inode_fill, descriptor_hog, raise_limits, terminal_hog,
    inotify_hog, inotify_left, processor_burn, end_everything]}
