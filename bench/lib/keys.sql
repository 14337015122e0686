ALTER TABLE organisation ADD PRIMARY KEY (id);
ALTER TABLE person ADD PRIMARY KEY (id), ADD UNIQUE (email);
ALTER TABLE shift ADD PRIMARY KEY (id), ADD FOREIGN KEY (organisation) REFERENCES organisation;
ALTER TABLE attendance ADD PRIMARY KEY (id), ADD FOREIGN KEY (shift) REFERENCES shift, ADD FOREIGN KEY (person) REFERENCES person;
ALTER TABLE message ADD PRIMARY KEY (id), ADD FOREIGN KEY (person) REFERENCES person;
ALTER TABLE attachment ADD PRIMARY KEY (id), ADD FOREIGN KEY (message) REFERENCES message;
ALTER TABLE audit ADD PRIMARY KEY (id);
CREATE INDEX ON shift (organisation, starts);
CREATE INDEX ON attendance (shift);
CREATE INDEX ON attendance (person, at);
CREATE INDEX ON message (person, sent);
CREATE INDEX ON attachment (message);
CREATE INDEX ON audit (at);
CREATE INDEX ON person USING gin (profile);
SELECT setval(format('%I_id_seq', t), 1000000000)
FROM unnest(ARRAY['organisation', 'person', 'shift', 'attendance', 'message', 'attachment', 'audit']) t;
VACUUM ANALYZE;
