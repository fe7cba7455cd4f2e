import groovy.json.JsonSlurper

def json = { new JsonSlurper().parse(new File(basedir, it)) }

assert json('upgrade.json').applied*.version == ['1', '2']
assert json('downgrade.json').undone*.version == ['2']

def missing = json('missing.json')
assert missing.outcome == 'failed'
assert missing.error.code == 'artifact-unresolved'
assert missing.error.where.contains('com.example:published:jar:2.0.0')

assert json('generate.json').error.code == 'folder-missing'
