-- Citizens, drafts, dossiers and what lists and searches read of them. See casework/src/store/queries.

-- People who signed in with their electronic identity.
create table accounts (
    id uuid not null constraint accounts_pkey primary key,
    personal_id text not null,
    full_name text not null,
    date_of_birth text,
    phone text,
    email text,
    created_at timestamptz not null,
    signed_in_at timestamptz not null,
    constraint accounts_personal_id_key unique (personal_id)
);

-- Applications not yet submitted. The body holds what was typed, valid or not, and what registers said.
create table drafts (
    id uuid not null constraint drafts_pkey primary key,
    account uuid not null,
    procedure_id text not null,
    version bigint not null,
    body jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index drafts_account on drafts (account, updated_at);

-- The events of each dossier: the truth. Each carries the hash of the one before.
create table events (
    dossier uuid not null,
    seq bigint not null,
    at timestamptz not null,
    author jsonb not null,
    body jsonb not null,
    hash bytea not null,
    constraint events_pkey primary key (dossier, seq)
);

-- The state of each dossier: the fold of its events, with the columns that lists read.
create table dossiers (
    id uuid not null constraint dossiers_pkey primary key,
    seq bigint not null,
    code text not null,
    secret text not null,
    -- The draft it came from: one draft becomes one dossier, however often it is submitted.
    draft uuid not null,
    procedure_id text not null,
    version bigint not null,
    account uuid not null,
    subject text not null,
    -- Code and names without diacritics, for search.
    search text not null,
    receiving text not null,
    competent text not null,
    status text not null,
    submitted_at timestamptz not null,
    next_due timestamptz,
    updated_at timestamptz not null,
    -- The hash of the last event: what the next one builds on.
    head bytea not null,
    state jsonb not null,
    constraint dossiers_code_key unique (code),
    constraint dossiers_draft_key unique (draft)
);
create index dossiers_account on dossiers (account, submitted_at);
create index dossiers_search on dossiers (competent, search);

-- The steps that are going on: the officers' queues.
create table tasks (
    dossier uuid not null,
    step text not null,
    agency text not null,
    role text not null,
    queue text not null,
    -- When the next breach is: the order of the queue.
    sort_at timestamptz not null,
    officer uuid,
    officer_name text,
    code text not null,
    procedure_id text not null,
    subject text not null,
    channel text not null,
    submitted_at timestamptz not null,
    constraint tasks_pkey primary key (dossier, step)
);
create index tasks_queue on tasks (agency, role, queue, sort_at, dossier);

-- Blocks of serial numbers of dossier codes, lent to a node for a day (COD-1).
create table code_serials (
    agency text not null,
    day text not null,
    next bigint not null,
    constraint code_serials_pkey primary key (agency, day)
);

-- Confirmations asked of other people before a draft can be submitted.
create table confirmations (
    draft uuid not null,
    name text not null,
    personal_id text not null,
    asked_by text not null,
    procedure_id text not null,
    subject text not null,
    state text not null,
    asked_at timestamptz not null,
    answered_at timestamptz,
    constraint confirmations_pkey primary key (draft, name)
);
create index confirmations_personal_id on confirmations (personal_id, asked_at);

-- Every look-up of personal data: who, whose, what for. Kept also when what it was for failed.
create table register_log (
    id uuid not null constraint register_log_pkey primary key,
    at timestamptz not null,
    personal_id text not null,
    register text not null,
    by_kind text not null,
    by_account uuid,
    by_agency text,
    purpose_vi text not null,
    purpose_en text not null,
    reference text not null,
    outcome text not null
);
create index register_log_personal_id on register_log (personal_id, at);

-- Results that were issued, by the hash of what stands on them.
create table issued_papers (
    hash text not null constraint issued_papers_pkey primary key,
    dossier uuid not null,
    result text not null,
    number text not null,
    agency text not null,
    issued_at timestamptz not null,
    content jsonb not null
);
create index issued_papers_dossier on issued_papers (dossier);
-- Rewritten at every step: room on the page keeps updates off the indexes that do not change.
alter table dossiers set (fillfactor = 80);
alter table tasks set (fillfactor = 80);
