-- The log of messages to and from national systems (INT-1): names, hashes, times; never what was said. See
-- casework/src/exchange.
create table messages (
    -- The message id (X-Road-Id): the same however often it is sent.
    id blob not null constraint messages_pkey primary key,
    direction text not null constraint messages_direction_check check (direction in ('out', 'in')),
    system text not null,
    operation text not null,
    -- What it is for: a dossier, or a draft (known by its id in place of a code; its dossier is then zero).
    dossier blob not null,
    code text not null,
    -- The step that waits for the answer.
    step text not null,
    -- Whose it is: agency and role.
    agency text not null,
    role text not null,
    -- What it is for: code of the procedure; for whom, and in which unit.
    purpose text not null,
    person text not null,
    unit text not null,
    -- X-Road-Client, X-Road-Service, X-Road-Request-Hash, and the signatures.
    client text,
    service text,
    request_hash text,
    signature text,
    reply_hash text,
    reply_signature text,
    state text not null constraint messages_state_check
        check (state in ('waiting', 'sent', 'acknowledged', 'confirmed', 'refused', 'discarded')),
    -- The system's own name for the work, once it has taken it.
    reference text,
    -- Not sent because the system is down.
    spared boolean not null,
    attempts bigint not null,
    -- Calls in a row that failed.
    failures bigint not null,
    -- Key of the job that carries it.
    job text not null,
    -- An answer that came by itself, until it is taken up.
    answer text,
    created_at datetime not null,
    sent_at datetime,
    acknowledged_at datetime,
    answered_at datetime,
    overdue_at datetime not null,
    next_try datetime,
    -- The kind of the last error.
    last_error text,
    latency_ms bigint,
    -- What an officer did to it, and why.
    note text,
    note_by blob,
    note_by_name text
) without rowid;
create index messages_open on messages (system, created_at) where answered_at is null;
create index messages_agency on messages (agency, created_at) where answered_at is null;
create index messages_code on messages (code, created_at);

-- Numbers that systems gave, by their hash: none belongs to two dossiers.
create table given_numbers (
    kind text not null,
    hash blob not null,
    dossier blob not null,
    constraint given_numbers_pkey primary key (kind, hash)
) without rowid;
