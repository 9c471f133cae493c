-- The second schema: lessons, what is known of students, questions with pictures and skills, sets, curricula.
-- Times are milliseconds since 1970 in UTC. What the first schema held is carried over at the end.
DROP TRIGGER answer_stays;
DROP INDEX student_card;
DROP INDEX asking_class;
DROP INDEX answer_asking;
ALTER TABLE class RENAME TO class_1;
ALTER TABLE student RENAME TO student_1;
ALTER TABLE question RENAME TO question_1;
ALTER TABLE question_option RENAME TO question_option_1;
ALTER TABLE asking RENAME TO asking_1;
ALTER TABLE answer RENAME TO answer_1;

-- ------------------------------------------------------------------------------------------------------------ questions
-- A picture is named by the SHA-256 of its bytes, so that the same one is kept once.
CREATE TABLE picture (
    id    BLOB PRIMARY KEY CHECK (length(id) = 32),
    bytes BLOB NOT NULL
) STRICT;

-- A question is never changed, since answers hang on its words: one that is edited is a new one in the same place.
CREATE TABLE question (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL,
    text          TEXT NOT NULL,
    picture       BLOB REFERENCES picture (id),
    picture_shows TEXT NOT NULL,
    form          TEXT NOT NULL CHECK (form IN ('choice', 'true-false')),
    right         TEXT NOT NULL,
    notes         TEXT NOT NULL,
    source        TEXT NOT NULL
) STRICT;
CREATE INDEX question_text ON question (text, right);

CREATE TABLE question_option (
    question_id   INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL CHECK (position BETWEEN 0 AND 3),
    text          TEXT NOT NULL,
    picture       BLOB REFERENCES picture (id),
    picture_shows TEXT NOT NULL,
    misconception TEXT,
    PRIMARY KEY (question_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_skill (
    question_id INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    skill       TEXT NOT NULL,
    PRIMARY KEY (question_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_set (
    id       INTEGER PRIMARY KEY,
    folder   TEXT NOT NULL,
    name     TEXT NOT NULL,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    UNIQUE (folder, name)
) STRICT;
CREATE TABLE question_in_set (
    set_id      INTEGER NOT NULL REFERENCES question_set (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    question_id INTEGER NOT NULL REFERENCES question (id),
    PRIMARY KEY (set_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX question_in_set_question ON question_in_set (question_id);

CREATE TABLE skill (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE curriculum (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE unit (
    curriculum_id INTEGER NOT NULL REFERENCES curriculum (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    days          INTEGER,
    PRIMARY KEY (curriculum_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE unit_lesson (
    curriculum_id INTEGER NOT NULL,
    unit          INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    PRIMARY KEY (curriculum_id, unit, position),
    FOREIGN KEY (curriculum_id, unit) REFERENCES unit (curriculum_id, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE unit_lesson_skill (
    curriculum_id INTEGER NOT NULL,
    unit          INTEGER NOT NULL,
    lesson        INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    skill         TEXT NOT NULL,
    PRIMARY KEY (curriculum_id, unit, lesson, position),
    FOREIGN KEY (curriculum_id, unit, lesson) REFERENCES unit_lesson (curriculum_id, unit, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------------------------------------ classes and students
CREATE TABLE class (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    term     TEXT NOT NULL,
    deck     TEXT NOT NULL,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1))
) STRICT;
-- Next year's class may have the name of one that was put away.
CREATE UNIQUE INDEX class_name ON class (name) WHERE archived = 0;

-- The weekly timetable: weekday 1 is Monday, times are minutes.
CREATE TABLE class_hour (
    class_id INTEGER NOT NULL REFERENCES class (id),
    weekday  INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    starts   INTEGER NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    minutes  INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    PRIMARY KEY (class_id, weekday, starts)
) STRICT, WITHOUT ROWID;
CREATE TABLE class_queue (
    class_id INTEGER NOT NULL REFERENCES class (id),
    position INTEGER NOT NULL,
    set_id   INTEGER NOT NULL REFERENCES question_set (id) ON DELETE CASCADE,
    PRIMARY KEY (class_id, position)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: the number of a student who was erased must never mean somebody else, not even in a backup.
CREATE TABLE student (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    board_name TEXT NOT NULL CHECK (board_name IN ('first', 'initial', 'number')),
    language   TEXT NOT NULL,
    level      TEXT NOT NULL,
    notes      TEXT NOT NULL
) STRICT;
CREATE TABLE student_support (
    student_id INTEGER NOT NULL REFERENCES student (id),
    support    TEXT NOT NULL,
    PRIMARY KEY (student_id, support)
) STRICT, WITHOUT ROWID;
CREATE TABLE student_tag (
    student_id INTEGER NOT NULL REFERENCES student (id),
    tag        TEXT NOT NULL,
    PRIMARY KEY (student_id, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE student_pair (
    one_id   INTEGER NOT NULL REFERENCES student (id),
    other_id INTEGER NOT NULL REFERENCES student (id),
    rule     TEXT NOT NULL CHECK (rule IN ('apart', 'together')),
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;
-- Days as 2026-11-25, where the class is.
CREATE TABLE absence (
    student_id INTEGER NOT NULL REFERENCES student (id),
    day        TEXT NOT NULL,
    PRIMARY KEY (student_id, day)
) STRICT, WITHOUT ROWID;

-- Who is in which class. Who moves stays in the old one as having left.
CREATE TABLE member (
    class_id   INTEGER NOT NULL REFERENCES class (id),
    student_id INTEGER NOT NULL REFERENCES student (id),
    card       INTEGER NOT NULL,
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    PRIMARY KEY (class_id, student_id)
) STRICT, WITHOUT ROWID;
-- Two students of a class may not hold the same number; one who has left no longer holds it.
CREATE UNIQUE INDEX member_card ON member (class_id, card) WHERE active = 1;
CREATE INDEX member_student ON member (student_id);

-- Who held which card under which name: answers point here, and so say how it was then.
CREATE TABLE holder (
    id         INTEGER PRIMARY KEY,
    student_id INTEGER NOT NULL REFERENCES student (id),
    name       TEXT NOT NULL,
    card       INTEGER NOT NULL,
    UNIQUE (student_id, name, card)
) STRICT;

-- ------------------------------------------------------------------------------------------------- lessons and answers
CREATE TABLE lesson (
    id       INTEGER PRIMARY KEY,
    class_id INTEGER NOT NULL REFERENCES class (id),
    plan     TEXT NOT NULL CHECK (plan IN ('ad-hoc', 'set', 'numbered')),
    set_id   INTEGER REFERENCES question_set (id) ON DELETE SET NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX lesson_class ON lesson (class_id, began_at);
CREATE INDEX lesson_set ON lesson (set_id) WHERE set_id IS NOT NULL;
-- The keys of a quiz on paper, number by number.
CREATE TABLE lesson_key (
    lesson_id INTEGER NOT NULL REFERENCES lesson (id),
    number    INTEGER NOT NULL,
    right     TEXT NOT NULL,
    PRIMARY KEY (lesson_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE asking (
    id          INTEGER PRIMARY KEY,
    lesson_id   INTEGER NOT NULL REFERENCES lesson (id),
    number      INTEGER NOT NULL,
    class_id    INTEGER NOT NULL REFERENCES class (id),
    class_name  TEXT NOT NULL,
    question_id INTEGER NOT NULL REFERENCES question (id),
    again_of    INTEGER REFERENCES asking (id),
    anonymous   INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    opened_at   INTEGER NOT NULL,
    closed_at   INTEGER,
    UNIQUE (lesson_id, number)
) STRICT;
CREATE INDEX asking_class ON asking (class_id, opened_at);
CREATE INDEX asking_question ON asking (question_id, class_id, opened_at);

-- Of an anonymous asking only this is kept, and nothing of any student.
CREATE TABLE asking_count (
    asking_id INTEGER NOT NULL REFERENCES asking (id),
    answer    TEXT NOT NULL CHECK (answer IN ('A', 'B', 'C', 'D')),
    count     INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (asking_id, answer)
) STRICT, WITHOUT ROWID;

-- Answers are only ever added: a changed mind is a new row, and the row of a student with the highest `change` counts.
-- The answers of an asking lie side by side in the file, without an index beside them: there are millions.
CREATE TABLE answer (
    asking_id           INTEGER NOT NULL REFERENCES asking (id),
    student_id          INTEGER NOT NULL REFERENCES student (id),
    change              INTEGER NOT NULL CHECK (change >= 0),
    holder_id           INTEGER NOT NULL REFERENCES holder (id),
    answer              TEXT CHECK (answer IN ('A', 'B', 'C', 'D')), -- NULL: struck out
    source              INTEGER NOT NULL CHECK (source BETWEEN 0 AND 4), -- card, phone, photo, hand, import
    correction          INTEGER NOT NULL CHECK (correction IN (0, 1)),
    confidence_permille INTEGER CHECK (confidence_permille BETWEEN 0 AND 1000),
    after_ms            INTEGER NOT NULL, -- since the asking was opened
    PRIMARY KEY (asking_id, student_id, change)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER answer_stays BEFORE UPDATE ON answer BEGIN
    SELECT RAISE(ABORT, 'answers are only ever added');
END;

-- ------------------------------------------------------------------------------------------ what the first schema held
INSERT INTO class (id, name, subject, term, deck, archived) SELECT id, name, '', '', deck, 0 FROM class_1;
INSERT INTO student (id, name, board_name, language, level, notes) SELECT id, name, 'first', '', '', '' FROM student_1;
INSERT INTO member (class_id, student_id, card, active) SELECT class_id, id, card, active FROM student_1;
INSERT INTO question (id, name, text, picture_shows, form, right, notes, source) SELECT id, '', text, '', 'choice', right, '', '' FROM question_1;
INSERT INTO question_option (question_id, position, text, picture_shows) SELECT question_id, position, text, '' FROM question_option_1;
-- What was asked of a class on one day is a lesson.
INSERT INTO lesson (class_id, plan, began_at, ended_at)
    SELECT class_id, 'ad-hoc', min(opened_at), max(coalesce(closed_at, opened_at)) FROM asking_1 GROUP BY class_id, opened_at / 86400000;
INSERT INTO asking (id, lesson_id, number, class_id, class_name, question_id, again_of, anonymous, opened_at, closed_at)
    SELECT old.id, lesson.id, row_number() OVER (PARTITION BY lesson.id ORDER BY old.opened_at, old.id),
           old.class_id, old.class_name, old.question_id,
           lag(old.id) OVER (PARTITION BY old.class_id, old.question_id ORDER BY old.opened_at, old.id),
           0, old.opened_at, old.closed_at
    FROM asking_1 AS old
    JOIN lesson ON lesson.class_id = old.class_id AND lesson.began_at / 86400000 = old.opened_at / 86400000;
INSERT INTO holder (student_id, name, card) SELECT DISTINCT student_id, student_name, card FROM answer_1 ORDER BY student_id;
INSERT INTO answer (asking_id, student_id, change, holder_id, answer, source, correction, confidence_permille, after_ms)
    SELECT old.asking_id, old.student_id, row_number() OVER (PARTITION BY old.asking_id, old.student_id ORDER BY old.id) - 1,
           holder.id, old.answer,
           CASE old.source WHEN 'card' THEN 0 WHEN 'phone' THEN 1 WHEN 'photo' THEN 2 WHEN 'hand' THEN 3 ELSE 4 END,
           0, CAST(round(min(max(old.confidence, 0), 1) * 1000) AS INTEGER), old.answered_at - asking_1.opened_at
    FROM answer_1 AS old
    JOIN asking_1 ON asking_1.id = old.asking_id
    JOIN holder ON holder.student_id = old.student_id AND holder.name = old.student_name AND holder.card = old.card;

DROP TABLE answer_1;
DROP TABLE asking_1;
DROP TABLE question_option_1;
DROP TABLE question_1;
DROP TABLE student_1;
DROP TABLE class_1;
