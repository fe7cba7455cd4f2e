// The migrations are many and alike: made here.
def folder = new File(basedir, 'src/main/resources/db/migration')
folder.mkdirs()
int count = noOpFiles as int
(1..count).each { new File(folder, "V${it}__create_t${it}.sql").text = "CREATE TABLE t${it} (id INT PRIMARY KEY);\n" }
return true
