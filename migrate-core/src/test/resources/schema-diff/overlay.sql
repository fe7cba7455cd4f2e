### what entities leave unsaid stays
-- current
CREATE TABLE tasks (id bigint NOT NULL AUTO_INCREMENT COMMENT 'key', title varchar(200) NOT NULL DEFAULT 'new' COMMENT 'what to do', note text COLLATE utf8mb4_bin, code char(3) CHARACTER SET ascii, upper_title varchar(200) AS (upper(title)) STORED, secret date INVISIBLE, created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), changed_at timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP, PRIMARY KEY (id), KEY idx_title (title(20)), CONSTRAINT title_given CHECK (title <> '')) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=DYNAMIC COMMENT='tasks'
-- entities
create table tasks (changed_at timestamp null, code char(3), created_at datetime(6) not null, id bigint not null auto_increment, note text, secret date, title varchar(200) not null, upper_title varchar(200), primary key (id)) engine=InnoDB
-- left index tasks.idx_title

### what entities say is taken
-- current
CREATE TABLE tasks (id bigint NOT NULL AUTO_INCREMENT, title varchar(100) DEFAULT 'new', born date COMMENT 'old', gone date, PRIMARY KEY (id)) DEFAULT CHARSET=utf8mb4
-- entities
create table tasks (born date comment 'new', id bigint not null auto_increment, title varchar(200) not null, added date, primary key (id)) engine=InnoDB
-- change - column tasks.gone: date
-- change + column tasks.added: date
-- change ~ column tasks.born: comment 'old' → 'new'
-- change ~ column tasks.title: varchar(100) → varchar(200), NOT NULL

### new text columns are of the table's character set
-- current
CREATE TABLE tasks (id bigint PRIMARY KEY, a varchar(10)) DEFAULT CHARSET=latin1
-- entities
create table tasks (id bigint not null primary key, a varchar(10), b varchar(5))
-- change + column tasks.b: varchar(5)

### keys are the same if they do the same
-- current
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50), UNIQUE KEY uq_email (email))

CREATE TABLE tasks (id bigint PRIMARY KEY, user_id bigint, parent_id bigint, day date, KEY idx_user (user_id, day), KEY idx_day (day), CONSTRAINT fk_task_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE, CONSTRAINT fk_parent FOREIGN KEY (parent_id) REFERENCES tasks (id))
-- entities
create table users (id bigint not null, email varchar(50), primary key (id))

alter table users add constraint UK_6dotkott2kjsp8vw4d0m25fb7 unique (email)

create table tasks (day date, id bigint not null, parent_id bigint, user_id bigint, primary key (id))

create index IDXday on tasks (day)

alter table tasks add constraint FK6s1ob9k4ihi75xbxe2w0ylsdh foreign key (user_id) references users (id)

alter table tasks add constraint FKparent foreign key (parent_id) references tasks (id)
-- left index tasks.idx_user

### keys that entities say otherwise
-- current
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50), name varchar(50), KEY email (email), UNIQUE KEY uq (email, name))

CREATE TABLE tasks (id bigint PRIMARY KEY, user_id bigint, other_id bigint, CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id), CONSTRAINT extra FOREIGN KEY (other_id) REFERENCES users (id))
-- entities
create table users (id bigint not null, email varchar(50), name varchar(50), primary key (id), unique key email (email), unique key uk2 (name, email))

create table tasks (id bigint not null, other_id bigint, user_id bigint, primary key (id))

alter table tasks add constraint fk foreign key (user_id) references users (id) on delete cascade
-- change ~ foreign key tasks.fk: (user_id) REFERENCES users (id) → (user_id) REFERENCES users (id) ON DELETE CASCADE
-- change ~ index users.email: (email) → unique (email)
-- left foreign key tasks.extra

### an index of the server's own makes way
-- current
CREATE TABLE users (id bigint PRIMARY KEY)

CREATE TABLE tasks (id bigint PRIMARY KEY, user_id bigint, day date, CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id))
-- entities
create table users (id bigint not null primary key)

create table tasks (id bigint not null primary key, user_id bigint, day date, key by_day (user_id, day), constraint FKx foreign key (user_id) references users (id))
-- change - index tasks.fk: (user_id)
-- change + index tasks.by_day: (user_id,day)

### values of enums
-- current
CREATE TABLE tasks (id bigint PRIMARY KEY, state enum('OPEN','DONE'), kind enum('B','A','C'), tags set('y','x'))
-- entities
create table tasks (id bigint not null primary key, kind enum('A','B','C'), state enum('BLOCKED','DONE','OPEN'), tags set('x','y'))
-- change ~ column tasks.state: enum('OPEN','DONE') → enum('OPEN','DONE','BLOCKED')

### what has no entity stays
-- current
CREATE TABLE tasks (id bigint PRIMARY KEY)

CREATE TABLE audit_log (id bigint PRIMARY KEY, task_id bigint, CONSTRAINT fk_log FOREIGN KEY (task_id) REFERENCES tasks (id))

CREATE VIEW open_tasks AS SELECT id FROM tasks

CREATE TRIGGER tr AFTER DELETE ON tasks FOR EACH ROW SET @a = 1

CREATE PROCEDURE p() SELECT 1
-- entities
create table tasks (id bigint not null primary key)
-- left table audit_log
-- left view open_tasks
-- left procedure p
-- left trigger tr

### what has no entity goes where it shall
-- drop
-- current
CREATE TABLE tasks (id bigint PRIMARY KEY, other bigint, KEY by_other (other), CONSTRAINT fk_old FOREIGN KEY (other) REFERENCES tasks (id))

CREATE TABLE old (id bigint PRIMARY KEY)

CREATE VIEW open_tasks AS SELECT id FROM tasks
-- entities
create table tasks (id bigint not null primary key, other bigint)
-- change - foreign key tasks.fk_old: (other) REFERENCES tasks (id)
-- change - index tasks.by_other: (other)
-- change - table old
-- change - view open_tasks

### columns that go take their keys along
-- current
CREATE TABLE users (id bigint PRIMARY KEY)

CREATE TABLE tasks (id bigint PRIMARY KEY, user_id bigint, day date, KEY by_user (user_id, day), KEY by_day (day), CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id), CONSTRAINT given CHECK (user_id > 0))
-- entities
create table users (id bigint not null primary key)

create table tasks (id bigint not null primary key, day date)
-- change - column tasks.user_id: bigint
-- change - index tasks.by_user: (user_id,day)
-- change - foreign key tasks.fk: (user_id) REFERENCES users (id)
-- change - check tasks.given: (`user_id` > 0)
-- left index tasks.by_day

### primary keys in another order
-- current
CREATE TABLE members (user_id bigint NOT NULL, group_id bigint NOT NULL, PRIMARY KEY (user_id, group_id))
-- entities
create table members (group_id bigint not null, user_id bigint not null, primary key (group_id, user_id))

### a renamed table and column keep what they have
-- rename users:accounts
-- rename users.mail:email
-- current
CREATE TABLE users (id bigint PRIMARY KEY, mail varchar(50) NOT NULL DEFAULT '' COMMENT 'where to write', KEY by_mail (mail))

CREATE TABLE log (id bigint PRIMARY KEY, user_id bigint, CONSTRAINT fk_log FOREIGN KEY (user_id) REFERENCES users (id))

CREATE TRIGGER tr AFTER DELETE ON users FOR EACH ROW SET @a = 1
-- entities
create table accounts (id bigint not null primary key, email varchar(50) not null)
-- change > table accounts: users → accounts
-- change > column accounts.email: mail → email
-- left table log
-- left index accounts.by_mail
-- left trigger tr

### times of another precision
-- current
CREATE TABLE tasks (id bigint PRIMARY KEY, at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, day datetime DEFAULT CURRENT_TIMESTAMP)
-- entities
create table tasks (id bigint not null primary key, at datetime(6) not null, day date)
-- changes 2
