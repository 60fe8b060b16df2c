-- A small data file of schema 7, as released. It is never made anew: every later version must open it.
PRAGMA application_id = 1130985577;
PRAGMA user_version = 7;
BEGIN TRANSACTION;
CREATE TABLE acceptances (
	row_id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	check_code TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	at TEXT NOT NULL, 
	accepted_by TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_acceptances PRIMARY KEY (row_id), 
	CONSTRAINT ck_acceptances_revision CHECK (revision >= 1), 
	CONSTRAINT ck_acceptances_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_acceptances_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_acceptances_revision UNIQUE (sha256, revision), 
	CONSTRAINT uq_acceptances_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_acceptances_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "acceptances" VALUES(1,'9f86d081','1',2025,6,4,'ACDE-3467','高新科.xlsx','2025-06-26T08:15:00','李四',1,1,0,2,0,2509678101);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0007');
CREATE TABLE bases (
	row_id INTEGER NOT NULL, 
	target_id TEXT NOT NULL, 
	baseline INTEGER, 
	baseline_note TEXT NOT NULL, 
	pace_plan TEXT NOT NULL, 
	last_year TEXT NOT NULL, 
	deadline TEXT, 
	stages TEXT NOT NULL, 
	band INTEGER, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_bases PRIMARY KEY (row_id), 
	CONSTRAINT ck_bases_revision CHECK (revision >= 1), 
	CONSTRAINT ck_bases_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_bases_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_bases_revision UNIQUE (target_id, revision), 
	CONSTRAINT uq_bases_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_bases_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "bases" VALUES(1,'H-2',3360000,'按原文推算','[null,null,null,null,null,null,null,null,null,null,null,null]','[null,null,null,null,null,null,null,null,null,null,null,null]',NULL,'[]',NULL,1,1,0,4,1,4156314559);
CREATE TABLE contacts (
	row_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	day TEXT, 
	words TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_contacts PRIMARY KEY (row_id), 
	CONSTRAINT ck_contacts_month CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT ck_contacts_revision CHECK (revision >= 1), 
	CONSTRAINT ck_contacts_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_contacts_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_contacts_revision UNIQUE (year, month, unit_id, revision), 
	CONSTRAINT uq_contacts_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_contacts_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE decisions (
	row_id INTEGER NOT NULL, 
	reading_id TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	effect TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	decided_on TEXT, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_decisions PRIMARY KEY (row_id), 
	CONSTRAINT ck_decisions_revision CHECK (revision >= 1), 
	CONSTRAINT ck_decisions_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_decisions_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_decisions_revision UNIQUE (reading_id, revision), 
	CONSTRAINT uq_decisions_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_decisions_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE duties (
	row_id INTEGER NOT NULL, 
	subject_id TEXT NOT NULL, 
	lead_unit_id TEXT NOT NULL, 
	supporting_unit_ids TEXT NOT NULL, 
	leader TEXT NOT NULL, 
	person TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_duties PRIMARY KEY (row_id), 
	CONSTRAINT ck_duties_revision CHECK (revision >= 1), 
	CONSTRAINT ck_duties_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_duties_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_duties_revision UNIQUE (subject_id, revision), 
	CONSTRAINT uq_duties_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_duties_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE entries (
	row_id INTEGER NOT NULL, 
	target_id TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	increment INTEGER, 
	cumulative INTEGER, 
	value INTEGER, 
	last_year INTEGER, 
	numerator INTEGER, 
	denominator INTEGER, 
	stage TEXT NOT NULL, 
	proof TEXT NOT NULL, 
	state TEXT, 
	reason TEXT NOT NULL, 
	as_of TEXT, 
	is_estimate INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	drafts TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_entries PRIMARY KEY (row_id), 
	CONSTRAINT ck_entries_month CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT ck_entries_revision CHECK (revision >= 1), 
	CONSTRAINT ck_entries_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_entries_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_entries_revision UNIQUE (year, month, unit_id, target_id, revision), 
	CONSTRAINT uq_entries_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_entries_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE figure_decisions (
	row_id INTEGER NOT NULL, 
	target_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	whose TEXT NOT NULL, 
	value INTEGER, 
	reason TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	decided_on TEXT, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_figure_decisions PRIMARY KEY (row_id), 
	CONSTRAINT ck_figure_decisions_month CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT ck_figure_decisions_revision CHECK (revision >= 1), 
	CONSTRAINT ck_figure_decisions_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_figure_decisions_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_figure_decisions_revision UNIQUE (year, month, target_id, revision), 
	CONSTRAINT uq_figure_decisions_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_figure_decisions_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE ledger_rows (
	row_id INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	target_id TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	day TEXT, 
	place TEXT NOT NULL, 
	number INTEGER, 
	code TEXT NOT NULL, 
	note TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_ledger_rows PRIMARY KEY (row_id), 
	CONSTRAINT ck_ledger_rows_revision CHECK (revision >= 1), 
	CONSTRAINT ck_ledger_rows_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_ledger_rows_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_ledger_rows_revision UNIQUE (unit_id, id, revision), 
	CONSTRAINT uq_ledger_rows_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_ledger_rows_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE locks (
	row_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	is_locked INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_locks PRIMARY KEY (row_id), 
	CONSTRAINT ck_locks_month CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT ck_locks_revision CHECK (revision >= 1), 
	CONSTRAINT ck_locks_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_locks_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_locks_revision UNIQUE (year, month, unit_id, revision), 
	CONSTRAINT uq_locks_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_locks_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE narratives (
	row_id INTEGER NOT NULL, 
	task_id TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	progress_note TEXT NOT NULL, 
	problems TEXT NOT NULL, 
	next_steps TEXT NOT NULL, 
	outcomes TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_narratives PRIMARY KEY (row_id), 
	CONSTRAINT ck_narratives_month CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT ck_narratives_revision CHECK (revision >= 1), 
	CONSTRAINT ck_narratives_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_narratives_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_narratives_revision UNIQUE (year, month, unit_id, task_id, revision), 
	CONSTRAINT uq_narratives_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_narratives_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "narratives" VALUES(1,'8','0',2025,6,'新增12家。','','8月底前完成申报。','[["联合镇街道摸排","已完成"]]',1,1,0,4,0,3221755733);
CREATE TABLE operations (
	id INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	at TEXT NOT NULL, 
	gesture INTEGER, 
	reverts INTEGER, 
	is_barrier INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_operations PRIMARY KEY (id), 
	CONSTRAINT ck_operations_is_barrier CHECK (is_barrier IN (0, 1)), 
	CONSTRAINT ck_operations_gesture CHECK (gesture < id), 
	CONSTRAINT ck_operations_reverts CHECK (reverts < id), 
	CONSTRAINT fk_operations_gesture FOREIGN KEY(gesture) REFERENCES operations (id), 
	CONSTRAINT fk_operations_reverts FOREIGN KEY(reverts) REFERENCES operations (id)
);
INSERT INTO "operations" VALUES(1,'新增单位','李四','2025-06-26T08:15:00',NULL,NULL,0,1058470498);
INSERT INTO "operations" VALUES(2,'接收','李四','2025-06-26T08:15:00',NULL,NULL,0,3038058709);
INSERT INTO "operations" VALUES(3,'退回','李四','2025-06-26T08:15:00',NULL,NULL,0,2682079123);
INSERT INTO "operations" VALUES(4,'填写','','2025-06-26T08:15:00',NULL,NULL,0,1992873809);
CREATE TABLE properties (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_properties PRIMARY KEY ("key")
);
INSERT INTO "properties" VALUES('id','f474fb09-8515-4c06-bd51-42166b537958',1857288445);
INSERT INTO "properties" VALUES('created_at','2025-06-26T08:15:00',2023296896);
INSERT INTO "properties" VALUES('is_sample','0',3919132433);
INSERT INTO "properties" VALUES('schema','608787856',1258840886);
CREATE TABLE reviews (
	row_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	verdict TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	check_code TEXT NOT NULL, 
	reasons TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_reviews PRIMARY KEY (row_id), 
	CONSTRAINT ck_reviews_month CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT ck_reviews_revision CHECK (revision >= 1), 
	CONSTRAINT ck_reviews_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_reviews_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_reviews_revision UNIQUE (year, month, unit_id, revision), 
	CONSTRAINT uq_reviews_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_reviews_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "reviews" VALUES(1,'1',2025,6,'退回',4,'ACDE-3467','[["8-1:累计完成","名单只有13家"]]',1,1,0,3,0,3831936140);
CREATE TABLE rules (
	row_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	behind_at INTEGER NOT NULL, 
	late_beyond INTEGER NOT NULL, 
	is_behind_inclusive INTEGER NOT NULL, 
	count_band INTEGER NOT NULL, 
	growth_band INTEGER NOT NULL, 
	due_day INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_rules PRIMARY KEY (row_id), 
	CONSTRAINT ck_rules_revision CHECK (revision >= 1), 
	CONSTRAINT ck_rules_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_rules_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_rules_revision UNIQUE (revision), 
	CONSTRAINT uq_rules_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_rules_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE submissions (
	row_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	content_at INTEGER NOT NULL, 
	check_code TEXT NOT NULL, 
	plan_version TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_submissions PRIMARY KEY (row_id), 
	CONSTRAINT ck_submissions_month CHECK (month BETWEEN 1 AND 12), 
	CONSTRAINT ck_submissions_revision CHECK (revision >= 1), 
	CONSTRAINT ck_submissions_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_submissions_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_submissions_revision UNIQUE (year, month, unit_id, revision), 
	CONSTRAINT uq_submissions_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_submissions_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
CREATE TABLE units (
	row_id INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	short_name TEXT NOT NULL, 
	leader TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	is_current INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	operation_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	seal INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_units PRIMARY KEY (row_id), 
	CONSTRAINT ck_units_revision CHECK (revision >= 1), 
	CONSTRAINT ck_units_is_current CHECK (is_current IN (0, 1)), 
	CONSTRAINT ck_units_is_removed CHECK (is_removed IN (0, 1)), 
	CONSTRAINT uq_units_revision UNIQUE (id, revision), 
	CONSTRAINT uq_units_operation UNIQUE (operation_id, position), 
	CONSTRAINT fk_units_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "units" VALUES(1,'1','高新技术科','高新科','王某','6300',2,1,1,0,1,0,2119390233);
CREATE UNIQUE INDEX uq_entries_current ON entries (year, unit_id, month, target_id) WHERE is_current = 1;
CREATE INDEX ix_entries_totals ON entries (year, target_id, month, unit_id, increment, cumulative, value, is_current, is_removed) WHERE is_current = 1 AND is_removed = 0;
CREATE UNIQUE INDEX uq_narratives_current ON narratives (year, unit_id, month, task_id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_bases_current ON bases (target_id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_units_current ON units (id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_rules_current ON rules (is_current) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_duties_current ON duties (subject_id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_ledger_rows_current ON ledger_rows (unit_id, id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_locks_current ON locks (year, unit_id, month) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_decisions_current ON decisions (reading_id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_submissions_current ON submissions (year, unit_id, month) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_acceptances_current ON acceptances (sha256) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_reviews_current ON reviews (year, unit_id, month) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_contacts_current ON contacts (year, unit_id, month) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_figure_decisions_current ON figure_decisions (year, month, target_id) WHERE is_current = 1;
COMMIT;
