-- What somebody posted when their session had just ended, kept until they have signed in again: one page of a session.
create table unsent_posts (
    id uuid not null constraint unsent_posts_pkey primary key,
    session bytea not null constraint unsent_posts_session_key unique,
    account_kind text not null,
    account_id uuid not null,
    path text not null,
    page text not null,
    body bytea not null,
    kept_at timestamptz not null
);
create index unsent_posts_kept_at on unsent_posts (kept_at);
