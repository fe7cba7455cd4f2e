import groovy.json.JsonSlurper

def json = { new JsonSlurper().parse(new File(basedir, it)) }

def generated = json('target/generate.json')
assert generated.outcome == 'done'
assert generated.files.every { new File(it).isFile() }
assert generated.changes*.object == ['tasks']
assert generated.changes*.kind == ['add']
assert generated.proof.up && generated.proof.undo && generated.proof.again
assert new File(generated.files[0]).text.contains("-- generated from: 1 entity, Hibernate 6.6")

assert json('target/again.json').outcome == 'nothing'
assert json('target/exact.json').outcome == 'nothing'

