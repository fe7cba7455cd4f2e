import groovy.json.JsonSlurper

def json = { new JsonSlurper().parse(new File(basedir, it)) }

def first = json('target/generate-1.json')
def second = json('target/generate-2.json')
assert first.files.every { new File(it).isFile() }
assert second.files.every { new File(it).isFile() }
assert new File(second.files[0]).text.contains("-- revises: ${first.revision}")
assert second.version > first.version

def upgrade = json('target/upgrade.json')
assert upgrade.goal == 'upgrade'
assert upgrade.outcome == 'done'
assert upgrade.operation ==~ /[0-9a-f-]{36}/
assert upgrade.environment == 'development'
assert upgrade.applied*.revision == [first.revision, second.revision]
assert upgrade.applied*.statementCount == [1, 1]
assert upgrade.error == null

def downgrade = json('target/downgrade.json')
assert downgrade.undone*.revision == [second.revision]
assert downgrade.version == upgrade.applied[0].version

assert json('target/history.json').migrations*.state == ['applied', 'undone', 'pending']

// With -q and format=json, Maven's output is the JSON and nothing else.
String printed = new File(basedir, 'current.json').text
assert printed.startsWith('{')
def current = new JsonSlurper().parseText(printed)
assert current.version == downgrade.version
assert current.revision == first.revision
assert current.pendingCount == 1
assert current.settings.find { it.name == 'name' }.origin == 'DATABASE_NAME'
assert !printed.contains(current.settings.find { it.name == 'password' }?.value ?: 'no password') ||
    current.settings.find { it.name == 'password' }.value == '(set)'
