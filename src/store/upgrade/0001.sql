-- The first schema. Times are milliseconds since 1970 in UTC.
CREATE TABLE class (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    deck       TEXT NOT NULL
) STRICT;

CREATE TABLE student (
    id         INTEGER PRIMARY KEY,
    class_id   INTEGER NOT NULL REFERENCES class (id),
    name       TEXT NOT NULL,
    card       INTEGER NOT NULL,
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
-- Two students of a class may not hold the same number; one who has left no longer holds it.
CREATE UNIQUE INDEX student_card ON student (class_id, card) WHERE active = 1;

CREATE TABLE question (
    id         INTEGER PRIMARY KEY,
    text       TEXT NOT NULL,
    right      TEXT NOT NULL
) STRICT;
CREATE TABLE question_option (
    question_id INTEGER NOT NULL REFERENCES question (id),
    position    INTEGER NOT NULL CHECK (position BETWEEN 0 AND 3),
    text        TEXT NOT NULL,
    PRIMARY KEY (question_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE asking (
    id          INTEGER PRIMARY KEY,
    class_id    INTEGER NOT NULL REFERENCES class (id),
    class_name  TEXT NOT NULL,
    question_id INTEGER NOT NULL REFERENCES question (id),
    opened_at   INTEGER NOT NULL,
    closed_at   INTEGER
) STRICT;
CREATE INDEX asking_class ON asking (class_id, opened_at);

-- Answers are only ever added: a changed mind is a new row, and the last row of a student counts. Name and card are kept
-- as they were then.
CREATE TABLE answer (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    asking_id    INTEGER NOT NULL REFERENCES asking (id),
    student_id   INTEGER NOT NULL REFERENCES student (id),
    student_name TEXT NOT NULL,
    card         INTEGER NOT NULL,
    answer       TEXT NOT NULL CHECK (answer IN ('A', 'B', 'C', 'D')),
    source       TEXT NOT NULL CHECK (source IN ('card', 'phone', 'photo', 'hand', 'import')),
    confidence   REAL,
    answered_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_asking ON answer (asking_id, student_id, id);
CREATE TRIGGER answer_stays BEFORE UPDATE ON answer BEGIN
    SELECT RAISE(ABORT, 'answers are only ever added');
END;
