//! `motcua officer`: accounts of officers.

use std::io::BufRead;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use motcua_casework::admin::{AdminError, Denied, add_by_operator};
use motcua_casework::clock::{Clock, Ids};
use motcua_casework::sessions::{Account, Limits, Sessions};
use motcua_casework::sign_in::TotpSecret;
use motcua_casework::sign_in::officer::{NewOfficer, NewPost};
use secrecy::SecretString;

use super::due::say;
use crate::building;
use crate::settings::Settings;

/// Accounts of officers.
#[derive(Debug, Subcommand)]
pub enum OfficerCommand {
    /// Add an officer with one post. The password is read from the standard input.
    Add {
        /// What is typed at sign-in.
        user_name: String,
        /// What colleagues and applicants read.
        #[arg(long)]
        name: String,
        /// The agency's code: H26.97
        #[arg(long)]
        agency: String,
        /// The role: reception_officer
        #[arg(long)]
        role: String,
    },
    /// Give an officer another secret for the authenticator app, and sign them out everywhere.
    Secret {
        /// What is typed at sign-in.
        user_name: String,
    },
}

/// Runs it, and says the secret for the officer's authenticator app once.
pub async fn run(settings: &Settings, command: OfficerCommand) -> anyhow::Result<ExitCode> {
    let store = building::open_store(settings).await?;
    store.migrate().await?;
    let (clock, ids) = (Clock::system(), Ids::system());
    let officers = building::officers(settings, &store, &clock, &ids).await?;
    let totp = TotpSecret::new(&ids);
    let secret = totp.base32();
    match command {
        OfficerCommand::Add {
            user_name,
            name,
            agency,
            role,
        } => {
            let mut password = String::new();
            std::io::stdin().lock().read_line(&mut password)?;
            let account = NewOfficer {
                user_name,
                display_name: name,
                password: SecretString::from(password.trim_end().to_owned()),
                totp,
            };
            let post = NewPost {
                agency_code: agency,
                department: None,
                role,
                valid_from: clock.now(),
                valid_to: None,
            };
            let desk = building::desk(settings, store.clone())?;
            // Agencies and roles may be those that administrators published.
            desk.refresh().await?;
            if let Err(error) = add_by_operator(&desk, &officers, &account, std::slice::from_ref(&post)).await {
                return Err(said(error, &account, &post));
            }
        }
        OfficerCommand::Secret { user_name } => {
            let officer = officers.set_totp(&user_name, &totp).await?;
            let officer = officer.with_context(|| format!("there is no officer '{user_name}'"))?;
            let sessions = Sessions::new(store.clone(), clock, ids, Limits::default());
            sessions.revoke_all(Account::Officer { id: officer.id }).await?;
        }
    }
    say(&format!("secret for the authenticator app: {secret}"));
    Ok(ExitCode::SUCCESS)
}

/// Why no account was made, in words.
fn said(error: AdminError, account: &NewOfficer, post: &NewPost) -> anyhow::Error {
    let AdminError::Refused(denied) = &error else {
        return error.into();
    };
    match **denied {
        Denied::NoAgency => anyhow::anyhow!("there is no agency '{}' today", post.agency_code),
        Denied::NoRole => anyhow::anyhow!("there is no role '{}'", post.role),
        Denied::NameTaken => anyhow::anyhow!("there is an officer '{}' already", account.user_name),
        Denied::NameMissing => anyhow::anyhow!("the name is empty"),
        Denied::UserName => anyhow::anyhow!(
            "'{}' is no user name: 3 to 40 small letters without marks, digits, dots, hyphens or underscores",
            account.user_name
        ),
        Denied::PasswordTooShort => anyhow::anyhow!("the password must have 12 to 256 characters"),
        _ => error.into(),
    }
}
