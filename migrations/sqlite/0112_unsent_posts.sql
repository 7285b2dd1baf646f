-- What somebody posted when their session had just ended, kept until they have signed in again: one page of a session.
create table unsent_posts (
    id blob not null constraint unsent_posts_pkey primary key,
    session blob not null constraint unsent_posts_session_key unique,
    account_kind text not null,
    account_id blob not null,
    path text not null,
    page text not null,
    body blob not null,
    kept_at datetime not null
);
create index unsent_posts_kept_at on unsent_posts (kept_at);
