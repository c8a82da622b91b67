//! A disk in memory that forgets, tears and fails.
//!
//! What was not synced is lost, cut or riddled at a power cut; names live until their folder is synced; after a failed sync
//! the bytes count as written though they never will be (as Linux does it); the process can die at any call.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use super::super::disk::{Disk, Identity, folder_of};

/// Bytes that reach a disk together.
const SECTOR: usize = 64;

#[derive(Clone, Default)]
pub(super) struct Fake {
    inner: Arc<Mutex<Inner>>,
    slow: Arc<(Mutex<bool>, Condvar)>,
}

#[derive(Default)]
pub(super) struct Inner {
    inodes: Vec<Inode>,
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    pub(super) random: u64,
    /// Calls so far.
    pub(super) calls: usize,
    /// The call that fails, and how.
    pub(super) fail_at: Option<(usize, ErrorKind)>,
    /// Of a thousand calls so many fail.
    pub(super) fail_rate: u64,
    /// The call at which the process dies.
    pub(super) die_at: Option<usize>,
    /// Folders in which nothing can be changed, and why.
    pub(super) broken: BTreeMap<PathBuf, ErrorKind>,
    /// For the control: syncing does nothing.
    pub(super) lies: bool,
    /// Writes or syncs of a file after its sync had failed.
    pub(super) sins: usize,
}

#[derive(Clone, Default)]
struct Inode {
    bytes: Vec<u8>,
    durable: Vec<u8>,
    /// Bytes before this were dropped by a failed sync and count as clean.
    dropped: usize,
    sync_failed: bool,
}

impl Inner {
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % limit.max(1)
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    /// Counts a call; an error if it is to fail.
    fn call(&mut self, changes: Option<&Path>) -> Result<()> {
        if self.is_dead() {
            return Err(ErrorKind::Other.into());
        }
        self.calls += 1;
        if self.is_dead() {
            return Err(ErrorKind::Other.into());
        }
        if let Some(kind) = changes.and_then(|path| self.broken.get(folder_of(path))) {
            return Err((*kind).into());
        }
        if let Some((at, kind)) = self.fail_at
            && at == self.calls
        {
            return Err(kind.into());
        }
        if self.below(1000) < self.fail_rate {
            let kinds = [ErrorKind::Other, ErrorKind::StorageFull, ErrorKind::PermissionDenied];
            return Err(kinds[usize::try_from(self.below(3)).unwrap()].into());
        }
        Ok(())
    }

    fn is_dead(&self) -> bool {
        self.die_at.is_some_and(|at| self.calls >= at)
    }

    fn find(&self, path: &Path) -> Result<usize> {
        self.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn path_of(&self, inode: usize) -> PathBuf {
        self.names.iter().find(|(_, other)| **other == inode).map_or_else(PathBuf::new, |(path, _)| path.clone())
    }

    fn sync_inode(&mut self, inode: usize) -> Result<()> {
        let path = self.path_of(inode);
        let outcome = self.call(Some(&path));
        if self.inodes[inode].sync_failed {
            self.sins += 1;
        }
        if self.is_dead() {
            return outcome;
        }
        let lies = self.lies;
        let file = &mut self.inodes[inode];
        if outcome.is_err() {
            file.sync_failed = true;
            file.dropped = file.bytes.len();
        } else if !lies {
            for at in file.durable.len()..file.bytes.len() {
                file.durable.push(if at < file.dropped { 0 } else { file.bytes[at] });
            }
        }
        outcome
    }
}

impl Fake {
    pub(super) fn seeded(seed: u64) -> Self {
        let fake = Self::default();
        fake.lock().random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
        fake
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    pub(super) fn is_dead(&self) -> bool {
        self.lock().is_dead()
    }

    /// The process ends; what the system has, it keeps.
    pub(super) fn kill(&self) {
        let mut inner = self.lock();
        (inner.die_at, inner.fail_at, inner.fail_rate) = (None, None, 0);
        inner.broken.clear();
        // Whoever opens a file anew did not see its sync fail.
        inner.inodes.iter_mut().for_each(|inode| inode.sync_failed = false);
    }

    /// The power goes as well: what was not synced is lost in part.
    pub(super) fn cut_power(&self) {
        self.kill();
        let mut inner = self.lock();
        for at in 0..inner.inodes.len() {
            let Inode { bytes, durable, .. } = inner.inodes[at].clone();
            let mut tail = bytes[durable.len()..].to_vec();
            match inner.below(4) {
                0 => tail.clear(),
                1 => {
                    let cut = usize::try_from(inner.below(tail.len() as u64 + 1)).unwrap();
                    tail.truncate(cut);
                }
                2 => {
                    for sector in tail.chunks_mut(SECTOR) {
                        if inner.coin() {
                            sector.fill(0);
                        }
                    }
                }
                _ => {}
            }
            let whole = [durable, tail].concat();
            inner.inodes[at] = Inode { bytes: whole.clone(), durable: whole, ..Inode::default() };
        }
        let (now, durable) = (inner.names.clone(), inner.durable_names.clone());
        let paths: Vec<_> = now.keys().chain(durable.keys()).cloned().collect();
        inner.names.clear();
        for path in paths {
            let kept = if inner.coin() { now.get(&path) } else { durable.get(&path) };
            let settled = if now.get(&path) == durable.get(&path) { now.get(&path) } else { kept };
            if let Some(inode) = settled {
                inner.names.insert(path, *inode);
            }
        }
        inner.durable_names = inner.names.clone();
    }

    /// Another program puts a copy in the place of a file, as sync clients do.
    pub(super) fn replace_by_copy(&self, path: &Path) {
        let mut inner = self.lock();
        if let Ok(inode) = inner.find(path) {
            let bytes = inner.inodes[inode].bytes.clone();
            inner.inodes.push(Inode { durable: bytes.clone(), bytes, ..Inode::default() });
            let copy = inner.inodes.len() - 1;
            inner.names.insert(path.to_owned(), copy);
            inner.durable_names.insert(path.to_owned(), copy);
        }
    }

    /// Another program removes a file.
    pub(super) fn delete(&self, path: &Path) {
        let mut inner = self.lock();
        inner.names.remove(path);
        inner.durable_names.remove(path);
    }

    /// The bytes of every file.
    pub(super) fn files(&self) -> Vec<Vec<u8>> {
        let inner = self.lock();
        inner.names.values().map(|inode| inner.inodes[*inode].bytes.clone()).collect()
    }

    /// From now on a sync waits until [`Fake::let_go`].
    pub(super) fn hold(&self) {
        *self.slow.0.lock().unwrap() = true;
    }

    pub(super) fn let_go(&self) {
        *self.slow.0.lock().unwrap() = false;
        self.slow.1.notify_all();
    }
}

impl Disk for Fake {
    type File = usize;

    fn make_folder(&self, folder: &Path) -> Result<()> {
        self.lock().call(Some(&folder.join("x")))
    }

    fn create(&self, path: &Path) -> Result<usize> {
        let mut inner = self.lock();
        inner.call(Some(path))?;
        if inner.names.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        inner.inodes.push(Inode::default());
        let inode = inner.inodes.len() - 1;
        inner.names.insert(path.to_owned(), inode);
        Ok(inode)
    }

    fn open(&self, path: &Path) -> Result<usize> {
        let mut inner = self.lock();
        inner.call(Some(path))?;
        inner.find(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>> {
        let mut inner = self.lock();
        inner.call(None)?;
        let inode = inner.find(path)?;
        Ok(inner.inodes[inode].bytes.clone())
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        let mut inner = self.lock();
        inner.call(None)?;
        Ok(inner.names.keys().filter(|path| folder_of(path) == folder).cloned().collect())
    }

    fn remove(&self, path: &Path) -> Result<()> {
        let mut inner = self.lock();
        inner.call(Some(path))?;
        inner.names.remove(path).map(|_| ()).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        let mut inner = self.lock();
        inner.call(Some(to))?;
        let inode = inner.find(from)?;
        inner.names.remove(from);
        inner.names.insert(to.to_owned(), inode);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> Result<()> {
        let mut inner = self.lock();
        inner.call(Some(&folder.join("x")))?;
        if !inner.lies {
            let now: BTreeMap<_, _> = inner
                .names
                .iter()
                .filter(|(path, _)| folder_of(path) == folder)
                .map(|(p, i)| (p.clone(), *i))
                .collect();
            inner.durable_names.retain(|path, _| folder_of(path) != folder);
            inner.durable_names.extend(now);
        }
        Ok(())
    }

    fn identity(&self, path: &Path) -> Result<Identity> {
        let mut inner = self.lock();
        inner.call(None)?;
        let inode = inner.find(path)?;
        Ok(Identity { device: 1, file: inode as u64, length: inner.inodes[inode].bytes.len() as u64 })
    }

    fn identity_of(&self, inode: &usize) -> Result<Identity> {
        let mut inner = self.lock();
        inner.call(None)?;
        Ok(Identity { device: 1, file: *inode as u64, length: inner.inodes[*inode].bytes.len() as u64 })
    }

    fn write(&self, inode: &mut usize, bytes: &[u8]) -> Result<usize> {
        let mut inner = self.lock();
        let path = inner.path_of(*inode);
        let outcome = inner.call(Some(&path));
        if inner.inodes[*inode].sync_failed {
            inner.sins += 1;
        }
        let whole = outcome.is_ok() && inner.coin();
        let some = usize::try_from(inner.below(bytes.len() as u64)).unwrap();
        let written = if whole { bytes.len() } else { some.max(usize::from(outcome.is_ok())) };
        // A write that fails, or during which the process dies, may have written a part.
        let written = written.min(bytes.len());
        inner.inodes[*inode].bytes.extend_from_slice(&bytes[..written]);
        outcome.map(|()| written)
    }

    fn sync(&self, inode: &usize) -> Result<()> {
        let held = self.slow.0.lock().unwrap();
        drop(self.slow.1.wait_while(held, |held| *held).unwrap());
        self.lock().sync_inode(*inode)
    }

    fn sync_all(&self, inode: &usize) -> Result<()> {
        self.sync(inode)
    }
}
