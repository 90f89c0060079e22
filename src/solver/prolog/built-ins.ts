// The allow-list: every predicate a program may call besides its own. All are free of effects, of clocks and of chance.

import { type Indicator, keyOf } from "./ast.ts";

/**
 * What a predicate does with an argument: "?" data, "0" a goal, "^" a goal after V^, "1".."7" a predicate to be called with
 * so many more arguments, "e" arithmetic, "c" arithmetic of constraints, "r" a constraint as a truth value, "d" a domain.
 */
export type Use = "?" | "0" | "^" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "e" | "c" | "r" | "d";

export interface BuiltIn extends Indicator {
  readonly uses: readonly Use[];
  /** Of library(clpfd). */
  readonly constraint: boolean;
  /** More known about the arguments never makes it fail where it held before: an answer put back must hold again. */
  readonly pure: boolean;
  /** A program may define its own in its place. */
  readonly replaceable: boolean;
}

type Group = Pick<BuiltIn, "constraint" | "pure" | "replaceable">;

const CORE: Group = { constraint: false, pure: true, replaceable: false };
const CORE_IMPURE: Group = { ...CORE, pure: false };
const LIBRARY: Group = { ...CORE, replaceable: true };
const LIBRARY_IMPURE: Group = { ...LIBRARY, pure: false };
const CONSTRAINTS: Group = { constraint: true, pure: true, replaceable: false };
const CONSTRAINT_LIBRARY: Group = { ...CONSTRAINTS, replaceable: true };
const CONSTRAINT_LIBRARY_IMPURE: Group = { ...CONSTRAINT_LIBRARY, pure: false };

const TABLE: readonly (readonly [Group, string])[] = [
  [CORE, "true fail false =(?,?) dif(?,?) is(?,e) =:=(e,e) =\\=(e,e) <(e,e) >(e,e) =<(e,e) >=(e,e) call(0) once(0) ignore(0)"],
  [CORE, "call(1,?) call(2,?,?) call(3,?,?,?) call(4,?,?,?,?) call(5,?,?,?,?,?) call(6,?,?,?,?,?,?) call(7,?,?,?,?,?,?,?)"],
  [CORE_IMPURE, "\\=(?,?) ==(?,?) \\==(?,?) @<(?,?) @>(?,?) @=<(?,?) @>=(?,?) compare(?,?,?) unify_with_occurs_check(?,?) ?=(?,?)"],
  [CORE_IMPURE, "var(?) nonvar(?) ground(?) atom(?) number(?) integer(?) float(?) rational(?) atomic(?) compound(?) callable(?) is_list(?) string(?)"],
  [CORE_IMPURE, "findall(?,0,?) findall(?,0,?,?) bagof(?,^,?) setof(?,^,?) aggregate_all(?,^,?) aggregate_all(?,?,^,?) forall(0,0) not(0)"],
  [CORE_IMPURE, "functor(?,?,?) arg(?,?,?) =..(?,?) copy_term(?,?) term_variables(?,?) rational(?,?,?)"],
  [LIBRARY, "between(?,?,?) succ(?,?) plus(?,?,?) length(?,?)"],
  [LIBRARY, "append(?,?) append(?,?,?) member(?,?) select(?,?,?) select(?,?,?,?) selectchk(?,?,?) permutation(?,?) reverse(?,?) last(?,?)"],
  [LIBRARY, "nth0(?,?,?) nth0(?,?,?,?) nth1(?,?,?) nth1(?,?,?,?) nextto(?,?,?) same_length(?,?) prefix(?,?) sumlist(?,?) sum_list(?,?)"],
  [LIBRARY, "max_list(?,?) min_list(?,?) numlist(?,?,?) pairs_keys_values(?,?,?) pairs_keys(?,?) pairs_values(?,?) subseq(?,?,?)"],
  [LIBRARY_IMPURE, "memberchk(?,?) delete(?,?,?) subtract(?,?,?) intersection(?,?,?) union(?,?,?) list_to_set(?,?) sort(?,?) sort(?,?,?,?) msort(?,?)"],
  [LIBRARY_IMPURE, "predsort(3,?,?) keysort(?,?) max_member(?,?) min_member(?,?) is_set(?) subset(?,?) exclude(1,?,?) include(1,?,?)"],
  [LIBRARY_IMPURE, "partition(1,?,?,?) flatten(?,?) group_pairs_by_key(?,?) map_list_to_pairs(2,?,?) transpose_pairs(?,?) clumped(?,?) convlist(2,?,?)"],
  [LIBRARY_IMPURE, "list_to_ord_set(?,?) ord_union(?,?) ord_union(?,?,?) ord_subtract(?,?,?) ord_intersection(?,?,?) ord_memberchk(?,?) ord_subset(?,?)"],
  [LIBRARY_IMPURE, "ord_add_element(?,?,?) ord_del_element(?,?,?)"],
  [LIBRARY, "maplist(1,?) maplist(2,?,?) maplist(3,?,?,?) maplist(4,?,?,?,?)"],
  [LIBRARY, "foldl(3,?,?,?) foldl(4,?,?,?,?) foldl(5,?,?,?,?,?) foldl(6,?,?,?,?,?,?)"],
  [LIBRARY_IMPURE, "list_to_assoc(?,?) empty_assoc(?) put_assoc(?,?,?,?) get_assoc(?,?,?) assoc_to_list(?,?) assoc_to_keys(?,?) assoc_to_values(?,?)"],
  [LIBRARY_IMPURE, "atom_codes(?,?) atom_chars(?,?) atom_length(?,?) atom_concat(?,?,?) sub_atom(?,?,?,?,?) atom_number(?,?) char_code(?,?) atom_string(?,?)"],
  [LIBRARY_IMPURE, "number_codes(?,?) number_chars(?,?) upcase_atom(?,?) downcase_atom(?,?) atomic_list_concat(?,?) atomic_list_concat(?,?,?) term_to_atom(?,?)"],
  [LIBRARY_IMPURE, "string_concat(?,?,?) string_length(?,?) string_chars(?,?) string_codes(?,?) string_to_atom(?,?) string_lower(?,?) string_upper(?,?)"],
  [LIBRARY_IMPURE, "sub_string(?,?,?,?,?) split_string(?,?,?,?) number_string(?,?) string_code(?,?,?) char_type(?,?)"],
  [CONSTRAINTS, "#=(c,c) #\\=(c,c) #<(c,c) #>(c,c) #=<(c,c) #>=(c,c) in(?,d) ins(?,d) #\\(r) #<==>(r,r) #==>(r,r) #<==(r,r) #\\/(r,r) #/\\(r,r) #\\(r,r)"],
  [CONSTRAINT_LIBRARY, "label(?) labeling(?,?) indomain(?) all_different(?) all_distinct(?) sum(?,?,c) scalar_product(?,?,?,c) lex_chain(?) chain(?,?)"],
  [CONSTRAINT_LIBRARY, "tuples_in(?,?) element(?,?,?) global_cardinality(?,?) global_cardinality(?,?,?) circuit(?) cumulative(?) cumulative(?,?)"],
  [CONSTRAINT_LIBRARY, "disjoint2(?) serialized(?,?) automaton(?,?,?) automaton(?,?,?,?,?,?,?,?) transpose(?,?) zcompare(?,?,?)"],
  [CONSTRAINT_LIBRARY_IMPURE, "fd_var(?) fd_inf(?,?) fd_sup(?,?) fd_size(?,?) fd_dom(?,?) fd_degree(?,?)"],
];

/** Functions of is/2 and the comparisons. */
const ARITHMETIC =
  "+/1 -/1 +/2 -/2 */2 //2 ///2 div/2 rdiv/2 mod/2 rem/2 **/2 ^/2 abs/1 sign/1 max/2 min/2 gcd/2 lcm/2 sqrt/1 exp/1 log/1 sin/1 cos/1 tan/1 asin/1 acos/1 atan/1 atan/2 " +
  "atan2/2 sinh/1 cosh/1 tanh/1 asinh/1 acosh/1 atanh/1 floor/1 ceiling/1 round/1 truncate/1 integer/1 float/1 rational/1 rationalize/1 numerator/1 denominator/1 float_integer_part/1 " +
  "float_fractional_part/1 >>/2 <</2 /\\/2 \\//2 xor/2 \\/1 msb/1 lsb/1 popcount/1 getbit/2 powm/3 pi/0 e/0 inf/0 nan/0 epsilon/0 " +
  "copysign/2 nexttoward/2 erf/1 erfc/1 lgamma/1";

/** Functions in the constraints of clpfd. */
const CONSTRAINT_ARITHMETIC = "+/2 -/2 */2 -/1 ^/2 min/2 max/2 abs/1 mod/2 rem/2 ///2 div/2 msb/1 xor/2 /\\/2 \\//2 >>/2 <</2 \\/1";

function parseSpec(group: Group, spec: string): BuiltIn {
  const open = spec.indexOf("(");
  const name = open < 0 ? spec : spec.slice(0, open);
  const uses = open < 0 ? [] : (spec.slice(open + 1, -1).split(",") as Use[]);
  return { name, arity: uses.length, uses, ...group };
}

export const BUILT_INS: ReadonlyMap<string, BuiltIn> = new Map(
  TABLE.flatMap(([group, specs]) =>
    specs.split(" ").map((spec) => {
      const builtIn = parseSpec(group, spec);
      return [keyOf(builtIn), builtIn] as const;
    }),
  ),
);

export const ARITHMETIC_FUNCTIONS: ReadonlySet<string> = new Set(ARITHMETIC.split(" "));
export const CONSTRAINT_FUNCTIONS: ReadonlySet<string> = new Set(CONSTRAINT_ARITHMETIC.split(" "));

/** Names that would make the same program give another result: clocks and chance. */
export const NOT_REPEATABLE: ReadonlySet<string> = new Set(["random", "random_float", "cputime", "realtime"]);

const WRITES = "Nothing is printed here: the values of the question's variables are the answer. Remove it, or bring the text out in a variable.";
const CHANGES = "Facts do not change while a question runs; pass the value along as an argument.";
const OUTSIDE = "Programs reach nothing outside themselves; bring data as facts or as a table.";
const CALLS = "Only predicates known beforehand are called; name the predicate.";

const HINTS: readonly (readonly [string, string])[] = [
  [WRITES, "write writeln print nl tab put_char write_canonical writeq write_term format print_message listing portray_clause display sformat with_output_to"],
  [CHANGES, "assert asserta assertz retract retractall abolish nb_setval nb_getval b_setval b_getval recorda recordz flag gensym set_prolog_flag op succ_or_zero setarg nb_setarg tabling abolish_all_tables dynamic"],
  [OUTSIDE, "consult load_files ensure_loaded use_module open close see tell read read_term get_char shell system getenv setenv exists_file js_run_script js_eval := js_call halt prolog_load_context absolute_file_name working_directory delete_file http_open"],
  [CALLS, "apply clause predicate_property current_predicate current_op tnot freeze when findnsols call_cleanup setup_call_cleanup thread_create engine_create"],
  ["Errors end the program and are shown; remove it.", "catch throw catch_with_backtrace"],
  ["It goes on for ever; use between(1, N, I), or recursion.", "repeat"],
  ["Values are chosen by labeling or member here, not by chance, so that the same program gives the same answer.", "random random_between random_member random_permutation random_select"],
  ["The same program gives the same answer at any time; give the time as a number.", "get_time statistics date_time_stamp get_date format_time stamp_date_time"],
];

/** Why a predicate that exists elsewhere is not here, and what to do instead. */
export const REFUSED: ReadonlyMap<string, string> = new Map(HINTS.flatMap(([hint, names]) => names.split(" ").map((name) => [name, hint] as const)));
