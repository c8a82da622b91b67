//! What Linux tells of the machine and of a process; elsewhere nothing, and the table says so.

use std::fs;

/// Processor and number of its threads.
pub(crate) fn name() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or("a machine that does not tell its name", |(_, model)| model.trim());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{model}, {threads} threads, {}", std::env::consts::OS)
}

/// Processes that ran or waited to run, averaged over the last minute.
pub(crate) fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

/// The most memory that a process has held so far, in megabytes.
pub(crate) fn peak_memory(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}

/// What a process has used so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// Time on a processor, in ticks of the system (10 ms).
    pub(crate) ticks: u64,
    /// How often one of its threads went to sleep, and so was woken before.
    pub(crate) sleeps: u64,
}

/// What a process has used so far.
pub(crate) fn used(process: u32) -> Option<Use> {
    let about = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program, in brackets, may hold blanks; user and system time are the 12th and 13th fields after it.
    let fields: Vec<&str> = about.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    let mut sleeps = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task")).ok()? {
        let status = fs::read_to_string(thread.ok()?.path().join("status")).ok()?;
        let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        sleeps += count.trim().parse::<u64>().ok()?;
    }
    Some(Use { ticks, sleeps })
}
