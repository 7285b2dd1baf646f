-- Signed-in browsers. The token itself is never stored, only its SHA-256.
create table sessions (
    id bytea not null constraint sessions_pkey primary key,
    account_kind text not null constraint sessions_account_kind_check check (account_kind in ('citizen', 'officer')),
    account_id uuid not null,
    -- Level of assurance of a citizen's identity (1 or 2); null for officers.
    assurance bigint,
    user_agent text not null,
    ip_prefix text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_account on sessions (account_kind, account_id);
create index sessions_expires on sessions (expires_at);
