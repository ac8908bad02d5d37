def reaches(address, port, seconds=1.5):
    try:
        with socket.create_connection((address, port), seconds) as connection:
            connection.settimeout(seconds)
            # A router that plays both sides may open a connection that leads nowhere.
            return connection.recv(16) != b''
    except OSError:
        return False


def reaches_by_datagram(address, port=7):
    with socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.settimeout(0.7)
        try:
            connection.sendto(b'x', (address, port))
            return connection.recv(16) != b''
        except OSError:
            return False


def reached(addresses, ports):
    found = ['%s:%d' % (address, port) for address in addresses for port in ports if reaches(address, port)]
    return found + ['%s by datagram' % address for address in addresses if reaches_by_datagram(address)]


def public(p):
    """What must work: or else the other attacks would be held by nothing but absence."""
    failed = []
    if not reaches(p['publicAddress'], 80, 5):
        failed.append(p['publicAddress'])
    if not reaches_by_datagram(p['publicAddress']):
        failed.append(p['publicAddress'] + ' by datagram')
    for wanted, expected in ([p['publicName'], p['publicAddress']], [p['ownName'], '127.0.0.1']):
        try:
            found = socket.getaddrinfo(wanted, 80, socket.AF_INET, socket.SOCK_STREAM)[0][4][0]
        except OSError as error:
            found = str(error)
        if found != expected and not p['bareShell']:
            failed.append('%s is %s' % (wanted, found))
    return breached('not reached: ' + '; '.join(failed)) if failed else held('reached, by address and by name')


def machine(p):
    return verdict(reached(p['hostAddresses'] + ['10.0.2.2', '10.0.2.3', '0.0.0.0'], p['hostPorts']), 'none of %d addresses' % (len(p['hostAddresses']) + 3))


def private_networks(p):
    return verdict(reached(p['privateAddresses'], [80]), 'none of ' + ', '.join(p['privateAddresses']))


def machines_network(p):
    return verdict(reached(p['besideAddresses'], [80]), 'not ' + ', '.join(p['besideAddresses']))


def other_session(p):
    # Each session has the same address in a network of its own.
    return verdict(reached(['10.0.2.100', '10.0.2.15', '127.0.0.1'], [p['victimPort']]))


def ipv6(p):
    return verdict(reached(p['ipv6Addresses'], [80]), 'none of ' + ', '.join(p['ipv6Addresses']))


def mail(p):
    return verdict(['port %d' % port for port in (25, 465, 587) if reaches(p['publicAddress'], port)], 'ports 25, 465 and 587 closed')


def connections(p):
    """Connections that stay open, to a server that would take them all."""
    kept, refused = [], 0
    for attempt in range(p['connections'] + 150):
        connection = socket.socket()
        connection.setblocking(False)
        try:
            connection.connect((p['publicAddress'], 80))
        except BlockingIOError:
            pass
        except OSError:
            refused += 1
        kept.append(connection)
        # Slower than the limit on how many in a second.
        time.sleep(0.025)
    time.sleep(2)
    opened = 0
    for connection in kept:
        try:
            opened += connection.recv(16) != b''
        except OSError:
            pass
    for connection in kept:
        connection.close()
    # Whoever has closed theirs may open others again.
    again = any(reaches(p['publicAddress'], 80) or time.sleep(1) for _ in range(20))
    return held('%d of %d open' % (opened, len(kept))) if 0 < opened <= p['connections'] and again else breached('%d of %d open, and %s afterwards' % (opened, len(kept), 'more' if again else 'none'))


def scan(p):
    """A knock at many doors: only so many may leave in a second."""
    arrived, started, tried = 0, time.time(), 0
    while time.time() - started < 3:
        knocks = {}
        for _ in range(200):
            knock = socket.socket()
            knock.setblocking(False)
            error = knock.connect_ex((p['publicAddress'], 10000 + tried % 50000))
            tried += 1
            if error == errno.EINPROGRESS:
                knocks[knock.fileno()] = knock
        poll, end = select.poll(), time.time() + 0.3
        for number in knocks:
            poll.register(number, select.POLLOUT)
        while knocks and time.time() < end:
            for number, _ in poll.poll(50):
                knock = knocks.pop(number)
                # A door that is closed says so itself.
                arrived += knock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNREFUSED
                poll.unregister(number)
                knock.close()
        for knock in knocks.values():
            knock.close()
    most = p['burst'] + p['connectionsPerSecond'] * (time.time() - started + 1)
    return held('%d of %d left' % (arrived, tried)) if 0 < arrived <= most else breached('%d of %d left' % (arrived, tried))


attacks = {function.__name__.replace('_', '-'): function for function in [public, machine, private_networks, machines_network, other_session, ipv6, mail, connections, scan]}
