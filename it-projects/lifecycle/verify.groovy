import groovy.json.JsonSlurper

def json = { new JsonSlurper().parse(new File(basedir, it)) }
String log = new File(basedir, 'build.log').text

def orders = json('orders/target/orders-upgrade.json')
def half = json('billing/target/first-half.json')
def rest = json('billing/target/the-rest.json')
assert orders.database.endsWith('/it_orders')
assert orders.applied*.version == ['1']
assert half.database.endsWith('/it_billing')
assert half.applied*.version == ['1']
assert rest.applied*.version == ['2']
assert rest.database == half.database : 'the server is still the same'

assert log.contains('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') : "orders' test used its database"
String port = (rest.database =~ /:(\d+)\//)[0][1]
assert log.contains("billing is at jdbc:mysql://127.0.0.1:$port/it_billing port $port")
assert log.contains('(1/1) V2') : 'migrate.verbose of the <properties> is in force'

def stop = json('billing/target/stop.json')
boolean embedded = log.contains('making a new embedded database')
assert stop.outcome == (embedded ? 'done' : 'nothing')

// <skip> of one execution, then -Dmigrate.skip for all five.
assert log.count('Skipped, since migrate.skip is set.') == 6
