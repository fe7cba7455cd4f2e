String log = new File(basedir, 'build.log').text
int first = log.indexOf('Upgraded development to version 20250119.1430: 1 migration')
int second = log.indexOf('development is up to date at version 20250119.1430')
assert first >= 0 : 'the first build upgrades'
assert second > first : 'the second finds nothing to do'
assert log.contains('20250119.1430   create tasks table enterprise   ba4800daf143   7 statements')
assert log.count('development is at version 20250119.1430, nothing pending') == 2
assert log.count('development: 1 applied') == 2
