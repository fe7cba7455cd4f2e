import groovy.json.JsonSlurper

def json = { new JsonSlurper().parse(new File(basedir, it)) }
String log = new File(basedir, 'build.log').text

def first = json('target/first.json')
assert first.environment == 'rehearsal'
assert first.backup == null : 'there was nothing to back up'

def upgrade = json('target/upgrade.json')
assert upgrade.outcome == 'failed'
assert upgrade.error.code == 'statement-failed'
def command = (upgrade.error.fix =~ /mvn migrate:restore( -Dmigrate.environment=rehearsal)? -Dmigrate.file=(\S+)$/)
assert command.find() : upgrade.error.fix
String name = command.group(2)
assert name ==~ /\d{8}_\d{6}_it_backup_1\.sql\.zst\.enc/
assert new File(basedir, "target/backups/rehearsal/$name").isFile()

def backup = json('target/backup.json')
assert backup.outcome == 'done'
assert backup.tableCount == 1
assert backup.rows == 2
assert backup.verified == 'parse'
assert backup.sha256 ==~ /[0-9a-f]{64}/
assert new File(backup.file).length() == backup.bytes

def list = json('target/backups.json').backups
assert list.size() == 2
assert list*.verified == ['restore', 'restore']
assert list*.environment == ['rehearsal', 'rehearsal']
assert list[0].file == backup.file
assert list[1].version == '1'

def missing = json('target/missing.json')
assert missing.error.code == 'backup-file-missing'
assert missing.error.fix.contains(name)

def unconfirmed = json('target/unconfirmed.json')
assert unconfirmed.error.code == 'restore-not-confirmed'
assert unconfirmed.error.problem.contains('notes')
assert unconfirmed.error.fix.endsWith(' -Dmigrate.confirm=it_backup')

def restore = json('target/restore.json')
assert restore.outcome == 'done'
assert restore.file.endsWith(name)
assert restore.database.endsWith('/it_backup')

def current = json('target/current.json')
assert current.version == '1' : 'as it was before the upgrade that failed'
assert current.pendingCount == 1
assert current.attention == []

def settings = current.settings.collectEntries { [it.name, it] }
assert settings['backups.encryption'].value == '(set)'
assert settings['backups.keep'].origin.endsWith('<backups><keep>')
assert !log.contains('a passphrase of the project')

def compare = json('target/compare.json').environments
assert compare*.environment == ['development', 'rehearsal', 'elsewhere']
assert compare[0].error.code == 'embedded-not-running' : 'only the own one is started'
assert compare[1].version == '1'
assert compare[1].pendingCount == 1
assert compare[1].backedUpAt
assert compare[2].error.code == 'server-unreachable'

def report = json('target/migrate/report.json')
assert report.environments*.environment == compare*.environment
assert report.timeline*.state == ['applied', 'pending']
assert report.tables*.name == ['accounts']
assert report.backups.size() > 1
assert report.audit.rows.size() > 1
String page = new File(basedir, 'target/migrate/report.html').text
assert page.contains('<title>') && page.contains('accounts')
assert !(page =~ /(src|href)="https?:/) : 'it is read without a network'
