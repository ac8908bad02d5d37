# What a learner with bad intentions would type. Each function tries something and says whether it got through. Nothing goes
# further than it takes to see that: a bare shell on somebody's machine must survive all of it.
import ctypes, errno, fcntl, json, os, select, signal, socket, stat, struct, subprocess, sys, time

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def call(number, *arguments):
    """A system call by number: (result, errno)."""
    ctypes.set_errno(0)
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = libc.syscall(ctypes.c_long(number), *words)
    return result, ctypes.get_errno()


def name(number):
    return errno.errorcode.get(number, str(number))


def read(path, most=65536):
    try:
        with open(path, 'rb') as file:
            return file.read(most)
    except OSError:
        return b''


def pids():
    return [int(entry) for entry in os.listdir('/proc') if entry.isdigit()]


def status_field(field, pid='self'):
    for line in read('/proc/%s/status' % pid).decode(errors='replace').split('\n'):
        if line.startswith(field + ':'):
            return line.split(':', 1)[1].strip()
    return ''


def held(detail=''):
    return True, detail


def breached(detail):
    return False, detail


def verdict(findings, otherwise='nothing found'):
    """A breach when anything was found."""
    return breached('; '.join(findings[:6])) if findings else held(otherwise)


def main(attacks):
    attack = sys.argv[1]
    # Not on the command line, where the attacks would find themselves.
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'parameters.json')) as file:
        parameters = json.load(file)
    try:
        result, detail = attacks[attack](parameters)
    except MemoryError:
        result, detail = held('MemoryError')
    print('\nVERDICT ' + json.dumps({'held': result, 'detail': detail[:400]}), flush=True)
