-- A small data file of schema 1, as released. It is never made anew: every later version must open it.
PRAGMA application_id = 1130985577;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE bases (
	row_id INTEGER NOT NULL,
	target_id TEXT NOT NULL,
	baseline INTEGER,
	baseline_note TEXT NOT NULL,
	pace_plan TEXT NOT NULL,
	last_year TEXT NOT NULL,
	deadline TEXT,
	revision INTEGER NOT NULL,
	is_current INTEGER NOT NULL,
	is_removed INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	CONSTRAINT pk_bases PRIMARY KEY (row_id),
	CONSTRAINT ck_bases_revision CHECK (revision >= 1),
	CONSTRAINT ck_bases_is_current CHECK (is_current IN (0, 1)),
	CONSTRAINT ck_bases_is_removed CHECK (is_removed IN (0, 1)),
	CONSTRAINT uq_bases_revision UNIQUE (target_id, revision),
	CONSTRAINT uq_bases_operation UNIQUE (operation_id, position),
	CONSTRAINT fk_bases_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "bases" VALUES(1,'H-2',1000000000,'','[1500000,null,null,null,null,null,null,null,null,null,null,null]','[null,null,null,null,null,null,null,null,null,null,null,null]',NULL,1,1,0,3,3);
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
	CONSTRAINT pk_entries PRIMARY KEY (row_id),
	CONSTRAINT ck_entries_month CHECK (month BETWEEN 1 AND 12),
	CONSTRAINT ck_entries_revision CHECK (revision >= 1),
	CONSTRAINT ck_entries_is_current CHECK (is_current IN (0, 1)),
	CONSTRAINT ck_entries_is_removed CHECK (is_removed IN (0, 1)),
	CONSTRAINT uq_entries_revision UNIQUE (year, month, unit_id, target_id, revision),
	CONSTRAINT uq_entries_operation UNIQUE (operation_id, position),
	CONSTRAINT fk_entries_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "entries" VALUES(1,'H-2','0',2025,6,12000000,NULL,NULL,NULL,NULL,NULL,'','',NULL,'',NULL,0,'','[]',1,0,0,1,0);
INSERT INTO "entries" VALUES(2,'H-2','0',2025,6,12000000,70000000,NULL,NULL,NULL,NULL,'','慈科〔2025〕8号',NULL,'',NULL,0,'','[]',2,1,0,2,0);
INSERT INTO "entries" VALUES(3,'H-5','0',2025,6,NULL,NULL,NULL,NULL,NULL,NULL,'','','待公布','统计局7月公布',NULL,0,'','[]',1,1,0,3,0);
INSERT INTO "entries" VALUES(4,'7-1','0',2025,5,NULL,NULL,NULL,NULL,NULL,NULL,'','',NULL,'',NULL,0,'','[["value","约3.6"]]',1,1,0,3,1);
CREATE TABLE narratives (
	row_id INTEGER NOT NULL,
	task_id TEXT NOT NULL,
	unit_id TEXT NOT NULL,
	year INTEGER NOT NULL,
	month INTEGER NOT NULL,
	progress_note TEXT NOT NULL,
	problems TEXT NOT NULL,
	next_steps TEXT NOT NULL,
	revision INTEGER NOT NULL,
	is_current INTEGER NOT NULL,
	is_removed INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	CONSTRAINT pk_narratives PRIMARY KEY (row_id),
	CONSTRAINT ck_narratives_month CHECK (month BETWEEN 1 AND 12),
	CONSTRAINT ck_narratives_revision CHECK (revision >= 1),
	CONSTRAINT ck_narratives_is_current CHECK (is_current IN (0, 1)),
	CONSTRAINT ck_narratives_is_removed CHECK (is_removed IN (0, 1)),
	CONSTRAINT uq_narratives_revision UNIQUE (year, month, unit_id, task_id, revision),
	CONSTRAINT uq_narratives_operation UNIQUE (operation_id, position),
	CONSTRAINT fk_narratives_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "narratives" VALUES(1,'8','0',2025,6,'新增12家。','无','',1,1,0,3,2);
CREATE TABLE operations (
	id INTEGER NOT NULL,
	label TEXT NOT NULL,
	actor TEXT NOT NULL,
	at TEXT NOT NULL,
	gesture INTEGER,
	reverts INTEGER,
	is_barrier INTEGER NOT NULL,
	CONSTRAINT pk_operations PRIMARY KEY (id),
	CONSTRAINT ck_operations_is_barrier CHECK (is_barrier IN (0, 1)),
	CONSTRAINT ck_operations_gesture CHECK (gesture < id),
	CONSTRAINT ck_operations_reverts CHECK (reverts < id),
	CONSTRAINT fk_operations_gesture FOREIGN KEY(gesture) REFERENCES operations (id),
	CONSTRAINT fk_operations_reverts FOREIGN KEY(reverts) REFERENCES operations (id)
);
INSERT INTO "operations" VALUES(1,'填写H-2','王','2025-06-25T12:00:30',NULL,NULL,0);
INSERT INTO "operations" VALUES(2,'改H-2','王','2025-06-25T12:00:30',1,NULL,0);
INSERT INTO "operations" VALUES(3,'填报','','2025-06-25T12:00:30',NULL,NULL,0);
INSERT INTO "operations" VALUES(4,'设单位','','2025-06-25T12:00:30',NULL,NULL,0);
INSERT INTO "operations" VALUES(5,'删单位','','2025-06-25T12:00:30',NULL,4,0);
INSERT INTO "operations" VALUES(6,'报送','','2025-06-25T12:00:30',NULL,NULL,1);
CREATE TABLE properties (
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT pk_properties PRIMARY KEY ("key")
);
INSERT INTO "properties" VALUES('id','713a2ddf-e513-40b2-8c57-8720aec17d56');
INSERT INTO "properties" VALUES('created_at','2025-06-25T12:00:30');
INSERT INTO "properties" VALUES('is_sample','0');
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
	CONSTRAINT pk_rules PRIMARY KEY (row_id),
	CONSTRAINT ck_rules_revision CHECK (revision >= 1),
	CONSTRAINT ck_rules_is_current CHECK (is_current IN (0, 1)),
	CONSTRAINT ck_rules_is_removed CHECK (is_removed IN (0, 1)),
	CONSTRAINT uq_rules_revision UNIQUE (revision),
	CONSTRAINT uq_rules_operation UNIQUE (operation_id, position),
	CONSTRAINT fk_rules_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "rules" VALUES(1,'宽松',5000000,15000000,0,10000000,1000000,25,1,1,0,3,4);
CREATE TABLE units (
	row_id INTEGER NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	revision INTEGER NOT NULL,
	is_current INTEGER NOT NULL,
	is_removed INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	CONSTRAINT pk_units PRIMARY KEY (row_id),
	CONSTRAINT ck_units_revision CHECK (revision >= 1),
	CONSTRAINT ck_units_is_current CHECK (is_current IN (0, 1)),
	CONSTRAINT ck_units_is_removed CHECK (is_removed IN (0, 1)),
	CONSTRAINT uq_units_revision UNIQUE (id, revision),
	CONSTRAINT uq_units_operation UNIQUE (operation_id, position),
	CONSTRAINT fk_units_operation_id FOREIGN KEY(operation_id) REFERENCES operations (id)
);
INSERT INTO "units" VALUES(1,'k','科技科',1,0,0,4,0);
INSERT INTO "units" VALUES(2,'k','科技科',2,1,1,5,0);
CREATE INDEX ix_entries_totals ON entries (year, target_id, month, unit_id, increment, cumulative, value, is_current, is_removed) WHERE is_current = 1 AND is_removed = 0;
CREATE UNIQUE INDEX uq_entries_current ON entries (year, unit_id, month, target_id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_narratives_current ON narratives (year, unit_id, month, task_id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_bases_current ON bases (target_id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_units_current ON units (id) WHERE is_current = 1;
CREATE UNIQUE INDEX uq_rules_current ON rules (is_current) WHERE is_current = 1;
COMMIT;
