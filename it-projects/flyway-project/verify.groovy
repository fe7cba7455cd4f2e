import groovy.json.JsonSlurper

def json = { new JsonSlurper().parse(new File(basedir, it)) }

assert json('target/upgrade.json').applied*.version == ['1', '2', '3', '4']
def history = json('target/history.json').migrations
assert history*.version == ['1', '2', '3', '4']
assert history*.type == ['SQL', 'SQL', 'JDBC', 'SQL']
assert history*.state.every { it == 'applied' }
