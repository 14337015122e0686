-- Keys, references and indexes.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY '{districts,schools,organisations,venues,venue_bookings,people,skills,background_checks,notes,event_kinds,
        events,tags,shifts,signups,hours,certificate_kinds,certificates,trainings,training_sessions,donations,expenses,feedback,photos,
        message_templates,messages,import_runs,accounts,letterheads}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (id)', t);
    END LOOP;
END $$;
ALTER TABLE volunteers ADD PRIMARY KEY (person_id), ADD FOREIGN KEY (person_id) REFERENCES people ON DELETE CASCADE;
ALTER TABLE "EmergencyContact" ADD PRIMARY KEY ("Id"), ADD FOREIGN KEY ("PersonId") REFERENCES people ON DELETE CASCADE;
ALTER TABLE languages ADD PRIMARY KEY (code);
ALTER TABLE volunteer_skills ADD PRIMARY KEY (person_id, skill_id), ADD FOREIGN KEY (person_id) REFERENCES volunteers,
    ADD FOREIGN KEY (skill_id) REFERENCES skills, ADD CHECK (level BETWEEN 1 AND 5);
ALTER TABLE volunteer_languages ADD PRIMARY KEY (person_id, language), ADD FOREIGN KEY (person_id) REFERENCES volunteers,
    ADD FOREIGN KEY (language) REFERENCES languages;
ALTER TABLE background_checks ADD FOREIGN KEY (person_id) REFERENCES volunteers, ADD CHECK (valid_until > checked_on);
ALTER TABLE consents ADD PRIMARY KEY (person_id, purpose), ADD FOREIGN KEY (person_id) REFERENCES volunteers;
ALTER TABLE notes ADD FOREIGN KEY (person_id) REFERENCES people, ADD FOREIGN KEY (answer_to) REFERENCES notes;
ALTER TABLE schools ADD FOREIGN KEY (district_id) REFERENCES districts, ADD UNIQUE (salesforce_id);
-- Two tables that point at each other: an organisation's contact, a person's organisation.
ALTER TABLE organisations ADD FOREIGN KEY (main_contact_id) REFERENCES people DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people ADD FOREIGN KEY (organisation_id) REFERENCES organisations DEFERRABLE INITIALLY DEFERRED, ADD UNIQUE (key);
ALTER TABLE venues ADD FOREIGN KEY (organisation_id) REFERENCES organisations;
ALTER TABLE venue_bookings ADD FOREIGN KEY (venue_id) REFERENCES venues, ADD FOREIGN KEY (event_id) REFERENCES events,
    ADD CONSTRAINT one_event_at_a_time EXCLUDE USING gist (int4range(venue_id, venue_id, '[]') WITH =, period WITH &&);
ALTER TABLE events ADD FOREIGN KEY (kind_id) REFERENCES event_kinds, ADD FOREIGN KEY (venue_id) REFERENCES venues;
ALTER TABLE event_tags ADD PRIMARY KEY (event_id, tag_id), ADD FOREIGN KEY (event_id) REFERENCES events ON DELETE CASCADE,
    ADD FOREIGN KEY (tag_id) REFERENCES tags;
ALTER TABLE event_organisations ADD PRIMARY KEY (event_id, organisation_id), ADD FOREIGN KEY (event_id) REFERENCES events,
    ADD FOREIGN KEY (organisation_id) REFERENCES organisations;
ALTER TABLE shifts ADD FOREIGN KEY (event_id) REFERENCES events;
ALTER TABLE signups ADD FOREIGN KEY (shift_id) REFERENCES shifts, ADD FOREIGN KEY (person_id) REFERENCES volunteers,
    ADD UNIQUE (shift_id, person_id);
ALTER TABLE hours ADD FOREIGN KEY (person_id) REFERENCES volunteers, ADD FOREIGN KEY (event_id) REFERENCES events;
ALTER TABLE certificates ADD FOREIGN KEY (person_id) REFERENCES volunteers, ADD FOREIGN KEY (kind_id) REFERENCES certificate_kinds,
    ADD UNIQUE (number);
ALTER TABLE training_sessions ADD FOREIGN KEY (training_id) REFERENCES trainings;
ALTER TABLE training_attendance ADD FOREIGN KEY (session_id) REFERENCES training_sessions, ADD FOREIGN KEY (person_id) REFERENCES volunteers;
ALTER TABLE donations ADD FOREIGN KEY (organisation_id) REFERENCES organisations, ADD FOREIGN KEY (person_id) REFERENCES people;
ALTER TABLE expenses ADD FOREIGN KEY (person_id) REFERENCES volunteers, ADD FOREIGN KEY (event_id) REFERENCES events;
ALTER TABLE feedback ADD FOREIGN KEY (person_id) REFERENCES volunteers, ADD FOREIGN KEY (event_id) REFERENCES events;
ALTER TABLE photos ADD FOREIGN KEY (event_id) REFERENCES events;
ALTER TABLE messages ADD FOREIGN KEY (template_id) REFERENCES message_templates;
ALTER TABLE message_recipients ADD PRIMARY KEY (message_id, person_id), ADD FOREIGN KEY (message_id) REFERENCES messages,
    ADD FOREIGN KEY (person_id) REFERENCES people;
ALTER TABLE import_rows ADD PRIMARY KEY (run_id, line), ADD FOREIGN KEY (run_id) REFERENCES import_runs;
ALTER TABLE import_errors ADD FOREIGN KEY (run_id) REFERENCES import_runs;
ALTER TABLE accounts ADD FOREIGN KEY (person_id) REFERENCES people, ADD UNIQUE (login);
ALTER TABLE account_roles ADD PRIMARY KEY (account_id, role), ADD FOREIGN KEY (account_id) REFERENCES accounts;
ALTER TABLE settings ADD PRIMARY KEY (name);
ALTER SEQUENCE certificate_number OWNED BY certificates.number;

CREATE INDEX ON people (lower(last_name), first_name);
CREATE INDEX ON hours (person_id, served_on);
CREATE INDEX ON hours (event_id) INCLUDE (amount);
CREATE INDEX hours_to_approve ON hours (entered_at) WHERE approved_by IS NULL;
CREATE INDEX ON events USING gin (search);
CREATE INDEX ON volunteers USING gin (preferences);
CREATE INDEX ON venues USING gist (location);
CREATE INDEX ON audit.entries (relation, key);
CREATE STATISTICS people_town (dependencies) ON last_name, first_name FROM people;
