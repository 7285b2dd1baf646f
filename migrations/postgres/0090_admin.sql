-- What administrators change in the browser: definitions of procedures, files of reference data, staff.

-- Texts that are being worked on: one for each definition or file.
create table admin_drafts (
    -- `procedures` or `reference`.
    kind text not null,
    name text not null,
    -- The version it was begun from.
    base bigint not null,
    body text not null,
    -- Counts up with every change: who comes second is told.
    revision bigint not null,
    -- `draft` or `waiting`.
    state text not null,
    -- Everybody whose work is in it: none of them may approve it.
    authors jsonb not null,
    edited_by uuid not null,
    edited_by_name text not null,
    edited_at timestamptz not null,
    -- The first day, once approval is asked for.
    valid_from text,
    -- Why it was sent back.
    note text,
    constraint admin_drafts_pkey primary key (kind, name)
);

-- Texts that were published. They are never changed: dossiers keep their version.
create table admin_versions (
    kind text not null,
    name text not null,
    version bigint not null,
    -- As it was written.
    body text not null,
    -- A definition without shared pieces.
    whole text not null,
    valid_from text not null,
    authors jsonb not null,
    approved_by uuid not null,
    approved_by_name text not null,
    published_at timestamptz not null,
    constraint admin_versions_pkey primary key (kind, name, version)
);

-- Procedures that end: asked by one, confirmed by another.
create table admin_ends (
    procedure_id text not null constraint admin_ends_pkey primary key,
    last_day text not null,
    reason text not null,
    asked_by uuid not null,
    asked_by_name text not null,
    asked_at timestamptz not null,
    confirmed_by_name text,
    confirmed_at timestamptz
);

-- What administrators did, oldest first. Nothing personal but the names of officers.
create table admin_log (
    id uuid not null constraint admin_log_pkey primary key,
    at timestamptz not null,
    officer uuid not null,
    officer_name text not null,
    act text not null,
    subject text not null,
    detail text not null
);
create index admin_log_at on admin_log (at);

-- Counts up with everything that is published, so that every node notices.
create table admin_state (
    id bigint not null constraint admin_state_pkey primary key,
    number bigint not null
);
insert into admin_state (id, number) values (1, 0);

-- The decision by which an officer was given a post.
alter table officer_posts add column legal_basis text;
