//! What all identifiers share, written once.

/// An error enum for a form field: each variant has a stable key, which the texts turn into a sentence at the field.
macro_rules! field_error {
    ($(#[$meta:meta])* $name:ident {
        $( $(#[$variant_meta:meta])* $variant:ident $({ $( $(#[$field_meta:meta])* $field:ident : $type:ty ),+ })? => $key:tt, $message:tt; )+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum $name {
            $( $(#[$variant_meta])* #[error($message)] $variant $({ $( $(#[$field_meta])* $field: $type ),+ })? ),+
        }

        impl $name {
            /// The stable key under which the texts keep the message of this fault.
            #[must_use]
            pub const fn key(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $key ),+ }
            }
        }
    };
}

/// Serde as a string that is checked on the way in, and `FromStr`, from `parse` and `Display`.
macro_rules! as_checked_text {
    ($name:ident, $error:ident) => {
        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Everything around an identifier kept as its canonical text in `.0`.
macro_rules! text_identifier {
    ($name:ident, $error:ident) => {
        $crate::identifiers::macros::as_checked_text!($name, $error);

        impl $name {
            /// The canonical text, as it is stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

/// `Display` is the canonical text.
macro_rules! shown_as_stored {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// `Debug` shows the last three characters only: these numbers belong to people and `Debug` ends in logs.
macro_rules! masked_debug {
    ($name:ident) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(
                    f,
                    "{}(…{})",
                    stringify!($name),
                    $crate::identifiers::digits::tail(&self.0, 3)
                )
            }
        }
    };
}

pub(super) use {as_checked_text, field_error, masked_debug, shown_as_stored, text_identifier};
