//! Compares a site as it lies in a folder with the same site made again, byte for byte. Reads
//! only; what the manifest claims is compared too, never believed.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::folder::{self, Found, Standing, locate};
use super::manifest::{self, Entry, Manifest};
use super::refusal::Refusal;
use super::{Made, Site, Target, stage};

/// Whose bytes are not what they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// The file is not what the manifest says was published: someone changed it since.
    Altered,
    /// The file is what was published, and the sources now say something else.
    Outdated,
}

/// One way in which a folder is not the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    /// The first fields of the manifest are not those of the site.
    Head,
    /// A file with other bytes.
    Differs {
        /// Its address.
        name: String,
        /// Since when.
        cause: Cause,
    },
    /// A file that is not there.
    Lacking(String),
    /// A file that is not of the site, nor kept.
    Extra(String),
    /// The file is as it should be, and the manifest says otherwise.
    Manifest(String),
}

impl Difference {
    /// The address it is about; the manifest's own for the head.
    #[must_use]
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Head => manifest::NAME,
            Self::Differs { name, .. }
            | Self::Lacking(name)
            | Self::Extra(name)
            | Self::Manifest(name) => name,
        }
    }
}

/// Every way in which the target is not `site`, in order of names. `manifest` is the target's.
///
/// # Errors
/// A folder or file that cannot be read, or a site that no folder can hold.
pub(crate) fn compare(
    target: &Target,
    manifest: &Manifest,
    site: &Site<'_>,
) -> Result<Vec<Difference>, Refusal> {
    let (addresses, _) = folder::divide(target, site)?;
    let found: BTreeMap<String, Found> = match folder::standing(&target.out)? {
        Standing::Used => folder::walk(target).collect::<Result<_, _>>()?,
        Standing::Absent | Standing::Bare => BTreeMap::new(),
    };
    let one = |address: &&str| {
        let made = match (site.make)(address).ok_or_else(|| Refusal::not_made(address))? {
            Made::Bytes(bytes) => Entry::of(&bytes),
            Made::Long(pour) => pour(&mut |_| {}),
            Made::Copy { digest, size, .. } => Entry { sha256: digest, size },
        };
        let name = || (*address).to_owned();
        let lies = match found.get(*address) {
            Some(Found::File(_)) => stage::read(&locate(&target.out, address), |_| Ok(()))?,
            Some(Found::Folder) | None => return Ok(Some(Difference::Lacking(name()))),
            Some(Found::Other) => {
                return Ok(Some(Difference::Differs { name: name(), cause: Cause::Altered }));
            }
        };
        let said = manifest.files.get(*address);
        Ok(if lies != made {
            let cause = if said == Some(&lies) { Cause::Outdated } else { Cause::Altered };
            Some(Difference::Differs { name: name(), cause })
        } else if said != Some(&made) {
            Some(Difference::Manifest(name()))
        } else {
            None
        })
    };
    let in_order = folder::in_order(site, &addresses);
    let made = in_order.par_iter().map(one).collect::<Result<Vec<_>, Refusal>>()?;
    let mut differences: Vec<_> = made.into_iter().flatten().collect();
    let unknown = |name: &str| name != manifest::NAME && addresses.binary_search(&name).is_err();
    for (name, kind) in &found {
        if *kind != Found::Folder && unknown(name) {
            differences.push(Difference::Extra(name.clone()));
        }
    }
    for name in manifest.files.keys().filter(|name| unknown(name)) {
        if !matches!(found.get(name), Some(Found::File(_) | Found::Other)) {
            differences.push(Difference::Manifest(name.clone()));
        }
    }
    if *site.head != manifest.head {
        differences.push(Difference::Head);
    }
    differences.sort_by(|a, b| (a.name(), a).cmp(&(b.name(), b)));
    Ok(differences)
}
