-- Effects and timers that leave through the background worker. See casework/src/outbox.
create table outbox (
    position integer primary key autoincrement,
    key text not null,
    kind text not null,
    -- What the job is about (a dossier), for lists; null for jobs about nothing in particular.
    subject blob,
    -- Jobs of one lane are done one after another; null: no order.
    lane text,
    -- A parked job of this sort holds back the later ones of its lane.
    holds_lane boolean not null,
    body text not null,
    state text not null constraint outbox_state_check check (state in ('ready', 'done', 'parked')),
    created_at datetime not null,
    -- When it was meant to happen; orders the jobs of a lane.
    due_at datetime not null,
    -- When a worker may take it: the next attempt, or the end of the running lease.
    try_at datetime not null,
    attempts integer not null,
    lease_owner text,
    last_error text,
    ended_at datetime,
    constraint outbox_key_key unique (key)
);
create index outbox_try on outbox (try_at, position) where state = 'ready';
create index outbox_lane on outbox (lane, due_at, position) where lane is not null and state <> 'done';
create index outbox_parked on outbox (position) where state = 'parked';
create index outbox_ended on outbox (ended_at) where state = 'done';
create index outbox_subject on outbox (subject, position) where subject is not null;
