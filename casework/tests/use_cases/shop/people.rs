//! The demo people of the simulated systems, signed in.

use motcua_casework::people;
use motcua_casework::seeding::{Resident, accounts};
use motcua_domain::dossier::{Citizen, Officer, OfficerRef, Post};
use uuid::Uuid;

use super::{AGENCY, Shop};

/// Personal number, name, date of birth, address for mail, level of the identity account.
type Known = (&'static str, &'static str, &'static str, Option<&'static str>, u8);

fn known(name: &str) -> Known {
    match name {
        "Lan" => (
            "001196028417",
            "Nguyễn Thị Lan",
            "1996-03-12",
            Some("lan.nguyen@example.vn"),
            2,
        ),
        "Hùng" => (
            "001094015263",
            "Trần Văn Hùng",
            "1994-07-02",
            Some("hung.tran@example.vn"),
            2,
        ),
        "Bình" => ("001061007350", "Trần Văn Bình", "1961-08-19", None, 2),
        "Mai" => ("001199052906", "Đỗ Thị Mai", "1999-09-09", None, 2),
        "Yến" => ("001195061173", "Hoàng Thị Yến", "1995-02-14", None, 2),
        "Hương" => ("001193044182", "Phạm Thị Hương", "1993-11-05", None, 2),
        "Huy" => ("001201083327", "Bùi Quang Huy", "2001-04-18", None, 1),
        other => panic!("nobody knows {other}"),
    }
}

impl Shop {
    /// One of the demo people, signed in at the level of their account.
    pub async fn parent(&self, name: &str) -> Citizen {
        self.parent_at_level(name, known(name).4).await
    }

    /// One of the demo people, signed in at a level.
    pub async fn parent_at_level(&self, name: &str, level: u8) -> Citizen {
        let (personal_id, full_name, date_of_birth, email, _) = known(name);
        let resident = Resident {
            personal_id: personal_id.to_owned(),
            full_name: full_name.to_owned(),
            date_of_birth: date_of_birth.to_owned(),
            phone: Some("+84987654196".to_owned()),
            email: email.map(str::to_owned),
        };
        let account = accounts(&self.desk, &[resident]).await.unwrap()[0];
        people::citizen(&self.desk, account, level).await.unwrap().unwrap()
    }

    /// The officer of the ward who holds a role.
    pub fn officer(&self, role: &str) -> Officer {
        self.officer_of(AGENCY, role, 1)
    }

    /// An officer of an agency; different numbers are different people.
    pub fn officer_of(&self, agency: &str, role: &str, number: u8) -> Officer {
        let id = role.bytes().chain(agency.bytes()).fold(u128::from(number), |id, byte| {
            id.wrapping_mul(31).wrapping_add(u128::from(byte))
        });
        Officer {
            who: OfficerRef {
                id: Uuid::from_u128(id),
                name: format!("{role} {number}"),
                title: role.to_owned(),
            },
            posts: vec![Post {
                agency: agency.parse().unwrap(),
                role: role.into(),
            }],
        }
    }
}
