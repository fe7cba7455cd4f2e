import groovy.json.JsonSlurper

def json = { new JsonSlurper().parse(new File(basedir, it)) }

assert json('target/first.json').outcome == 'done'

// Two goals of one build write to one file: the last one's report is there.
def validate = json('target/plan.json')
assert validate.goal == 'validate'
assert validate.error.code == 'validation-failed'
assert validate.findings.find { it.code == 'D103' }.severity == 'warning'
assert validate.findings.find { it.code == 'S601' }.file.endsWith('V3__notes.sql')

def sarif = json('target/findings.sarif')
assert sarif.version == '2.1.0'
assert sarif.runs[0].results*.ruleId.containsAll(['D103', 'S601'])

def unconfirmed = json('target/unconfirmed.json')
assert unconfirmed.outcome == 'refused'
assert unconfirmed.error.code == 'not-confirmed'
assert unconfirmed.error.problem.contains('column note of accounts')
assert unconfirmed.error.committed == 'nothing was changed'
assert unconfirmed.error.fix =~ /-Dmigrate.confirm=it_guarded:[0-9a-f]{16}$/

def wrong = json('target/wrong.json')
assert wrong.error.code == 'not-confirmed'
assert wrong.error.problem.contains('is not what would run')

assert json('target/invalid.json').error.code == 'validation-failed'
assert json('target/misplaced.json').error.code == 'setting-misplaced'
assert json('target/variable.json').error.code == 'setting-misplaced'
assert json('target/variable.json').error.where == 'the variable MAVEN_ARGS'

def events = new File(basedir, 'target/events.jsonl').readLines().collect { new JsonSlurper().parseText(it) }
assert events*.event.containsAll(['statementExecuted', 'audited'])
assert events.every { it.operation == json('target/first.json').operation }

// A quiet run tells what is found, and nothing of how it went.
def log = new File(basedir, 'build.log').text
assert log.contains('D103 at src/main/resources/db/migration/V2__drop_note.sql:1')
