//! The audit's own system as a linear program, for a solver that knows nothing of moves.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::Question;
use super::system::System;

/// Least and greatest number that an answer can be, fractions of students allowed; nothing where the solver fails.
pub(super) fn bounds(system: &System, question: &Question, is_aside: &[bool]) -> Option<(f64, f64)> {
    let bound = |direction| bound(system, question, is_aside, direction);
    bound(OptimizationDirection::Minimize).zip(bound(OptimizationDirection::Maximize))
}

fn bound(system: &System, question: &Question, is_aside: &[bool], direction: OptimizationDirection) -> Option<f64> {
    let rules = || system.rules.iter().filter(|rule| is_aside.get(rule.unit) == Some(&false));
    // Atoms that no statement and not the question tells apart are one unknown.
    let mut tells: Vec<bool> = vec![false; system.sets.len()];
    rules().for_each(|rule| tells[rule.set] = true);
    tells[question.set] = true;
    let mut sizes: Vec<(Vec<usize>, f64)> = Vec::new();
    let part: Vec<usize> = (0..system.truth.len())
        .map(|atom| {
            let sets: Vec<usize> = system.sets_of[atom].iter().copied().filter(|set| tells[*set]).collect();
            let at = sizes.iter().position(|(known, _)| *known == sets).unwrap_or_else(|| {
                sizes.push((sets, 0.0));
                sizes.len() - 1
            });
            sizes[at].1 += f64::from(system.atom_size(atom));
            at
        })
        .collect();
    let mut problem = Problem::new(direction);
    problem.set_time_limit(std::time::Duration::from_secs(20));
    let parts = |set: usize| -> Vec<usize> {
        let mut parts: Vec<usize> = system.sets[set].iter().map(|atom| part[*atom]).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    };
    let asked = parts(question.set);
    let unknowns: Vec<Vec<Variable>> = sizes
        .iter()
        .enumerate()
        .map(|(at, (_, size))| {
            let value =
                |category: usize| f64::from(u8::from(asked.contains(&at) && question.categories.contains(&category)));
            (0..system.width()).map(|category| problem.add_var(value(category), (0.0, *size))).collect()
        })
        .collect();
    for (unknowns, (_, size)) in unknowns.iter().zip(&sizes) {
        let all: Vec<(Variable, f64)> = unknowns.iter().map(|unknown| (*unknown, 1.0)).collect();
        problem.add_constraint(&all, ComparisonOp::Eq, *size);
    }
    for rule in rules() {
        let (low, high) = (rule.low as f64, rule.high as f64);
        let parts = parts(rule.set);
        if let Some(counted) = &rule.categories {
            let sum: Vec<(Variable, f64)> = parts
                .iter()
                .flat_map(|at| unknowns[*at][counted.clone()].iter().map(|unknown| (*unknown, 1.0)))
                .collect();
            if sum.is_empty() {
                continue;
            }
            if rule.low == rule.high {
                problem.add_constraint(&sum, ComparisonOp::Eq, low);
            } else {
                problem.add_constraint(&sum, ComparisonOp::Ge, low);
                problem.add_constraint(&sum, ComparisonOp::Le, high);
            }
        } else {
            let of = |step: &dyn Fn((i64, i64)) -> i64| -> Vec<(Variable, f64)> {
                let all = parts.iter().flat_map(|at| unknowns[*at].iter().enumerate());
                all.map(|(category, unknown)| (*unknown, step(system.steps(category)) as f64)).collect()
            };
            problem.add_constraint(of(&|steps| steps.0), ComparisonOp::Le, high);
            problem.add_constraint(of(&|steps| steps.1), ComparisonOp::Ge, low);
        }
    }
    let solved = problem.solve().ok()?.into_solution().ok()?;
    matches!(solved.status(), microlp::SolutionStatus::Optimal).then(|| solved.objective())
}
