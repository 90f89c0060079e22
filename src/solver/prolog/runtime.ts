// Prolog's side of engine.ts: what SWI-Prolog runs around a program. It loads it, collects solutions under a limit of inferences,
// puts them back into the question, and hands them over as text. The marks of the program are in
// runtime-watch.ts, the second interpreter in runtime-proof.ts.
// What leaves is one text: records end with the character 30, their fields with 31; no field holds either.

import { PROOF_RUNTIME } from "./runtime-proof.ts";
import { WATCH_RUNTIME } from "./runtime-watch.ts";

export const JOB_FILE = "/job.pl";
export const REIFIED_FILE = "/reified.pl";
export const RUNTIME_FILE = "/runtime.pl";

const SEARCH_RUNTIME = String.raw`
:- module(runtime, []).
:- use_module(library(clpfd)).
:- use_module(library(lists)).
:- use_module(library(apply)).
:- use_module(library(terms)).

:- dynamic undecided/1.

start :-
    set_prolog_flag(prefer_rationals, true),
    set_prolog_flag(stack_limit, 268435456),
    set_prolog_flag(table_space, 134217728),
    set_prolog_flag(program_space, 402653184),
    set_prolog_flag(max_integer_size, 100000),
    set_prolog_flag(verbose_load, silent),
    set_prolog_flag(generate_debug_info, false),
    forall(member(Library, [clpfd, lists, apply, aggregate, assoc, pairs, ordsets, dif, sort, backcomp]),
           job:use_module(library(Library))).

forget :-
    forall(recorded(answer, _, Reference), erase(Reference)),
    retractall(undecided(_)).

% Solutions are records, not clauses: the compiler of clauses calls itself for each level of a term, and its stack is small.
answer(N, Values, Goals) :-
    recorded(answer, answer(N, Values, Goals)).

unload(File) :-
    ( source_file(File) -> unload_file(File) ; true ).

clear :-
    abolish_all_tables,
    forget,
    % A predicate stays tabled when its file is unloaded, and the next program may have one of its name that is not.
    findall(Name/Arity, ( predicate_property(job:Head, tabled), functor(Head, Name, Arity) ), Tabled),
    forall(member(Predicate, Tabled), untable(job:Predicate)),
    unload('/job.pl'),
    unload('/reified.pl').

load(Module, File) :-
    load_files(Module:File, [if(true), silent(true)]).

% One query; Constrained: whether constraints may be left on variables. Costs are left behind for costs/2.
query(Index, Arity, Most, Work, Constrained, Proving, Out) :-
    length(Variables, Arity),
    atom_concat('q:', Index, Name),
    Goal =.. [Name, Variables],
    nb_setval(constrained, Constrained),
    Labelling is Work // 4,
    nb_setval(labelling, Labelling),
    statistics(inferences, Before),
    search_first(job:Goal, Variables, Most, Work, Error, Checked),
    statistics(inferences, After),
    Searched is After - Before,
    Left is max(0, Work - Searched),
    with_output_to(atom(Out),
                   catch(( look_through(Checked, Proving, Index),
                           with_occurs_check(Checked, report(Index, Goal, Variables, Error, Searched, Left, Proving)) ),
                         Problem,
                         put_error(Problem))),
    forget,
    statistics(inferences, Last),
    Reported is Last - After,
    nb_setval(costs, Searched-Reported).

costs(Searched, Reported) :-
    nb_getval(costs, Searched-Reported).

% Inferences under a check that no variable is set equal to a term it stands in. It looks through whole terms at each step, so a
% search that takes longer begins anew without it; then the proof of its first solution is looked through.
most_checked(20000).

search_first(Goal, Variables, Most, Work, Error, Checked) :-
    most_checked(Most0),
    First is min(Work, Most0),
    search_within(Goal, Variables, Most, First, error, Error0),
    (   Error0 == inference_limit, First < Work
    ->  Checked = false,
        Rest is Work - First,
        search_within(Goal, Variables, Most, Rest, false, Error)
    ;   Checked = error,
        Error = Error0
    ).

search_within(Goal, Variables, Most, Limit, Checked, Error) :-
    abolish_all_tables,
    forget,
    nb_setval(count, 0),
    nb_setval(more, true),
    nb_setval(open, 0),
    nb_setval(unmet, 0),
    nb_setval(met, []),
    with_occurs_check(Checked, catch(call_with_inference_limit(search(Goal, Variables, Most), Limit, Result), Error, true)),
    ( nonvar(Error) -> true ; Result == inference_limit_exceeded -> Error = inference_limit ; true ).

with_occurs_check(Checked, Goal) :-
    setup_call_cleanup(set_prolog_flag(occurs_check, Checked), once(Goal), set_prolog_flag(occurs_check, false)).

look_through(Checked, Proving, Index) :-
    (   Checked == false, Proving == true, answer(1, Values, [])
    ->  catch(ignore(with_occurs_check(error, call_with_inference_limit(prove_query(Index, Values, _, _), 100000, _))),
              Error,
              ( Error = error(occurs_check(_, _), _) -> throw(Error) ; true ))
    ;   true
    ).

search(Goal, Variables, Most) :-
    call_cleanup(residue(Goal, Residue), Done = true),
    record(Variables, Residue, Count),
    (   Done == true
    ->  nb_setval(more, false)
    ;   Count >= Most
    ),
    !.
search(_, _, _) :-
    nb_setval(more, false).

% Fails where no values meet the constraints that are left.
record(Variables, Residue, Count) :-
    ( acyclic_term(Variables) -> true ; throw(infinite_term) ),
    labelled(Residue, Met),
    ( Met == no -> count(unmet), fail ; true ),
    nb_getval(count, Count0),
    Count is Count0 + 1,
    nb_setval(count, Count),
    ( Met == open -> count(open), assertz(undecided(Count)) ; true ),
    (   term_attvars(Variables, [])
    ->  recordz(answer, answer(Count, Variables, []))
    ;   copy_term(Variables, Copy, Goals),
        recordz(answer, answer(Count, Copy, Goals))
    ).

% ---- constraints that are left ----

% Residue: variables that are under constraints behind Goal, also those out of sight.
residue(Goal, Residue) :-
    (   nb_getval(constrained, true)
    ->  call_residue_vars(Goal, Residue)
    ;   Residue = [],
        call(Goal)
    ).

% Met: yes where some values meet the constraints on these variables, no where none do, open where that was not found out.
% dif/2 by itself can always be met.
labelled([], yes) :- !.
labelled(Residue, Met) :-
    include(numeric, Residue, Variables),
    (   Variables == []
    ->  Met = yes
    ;   nb_getval(labelling, Most), Most > 0
    ->  statistics(inferences, Before),
        call_with_inference_limit(findall(One, once(labels(Variables, One)), Found), Most, Result),
        statistics(inferences, After),
        Left is Most - (After - Before),
        nb_setval(labelling, Left),
        ( Result == inference_limit_exceeded -> Met = open ; Found = [Met] -> true ; Met = no )
    ;   Met = open
    ).

numeric(V) :- get_attr(V, clpfd, _).

labels(Variables, Met) :-
    include(bounded, Variables, Bounded),
    labeling([ff], Bounded),
    include(linked, Variables, Unbounded),
    ( Unbounded == [] -> Met = yes ; Unbounded ins -1000..1000, labeling([ff], Unbounded) -> Met = yes ; Met = open ).

linked(V) :-
    var(V),
    fd_degree(V, Degree),
    Degree > 0.

bounded(V) :-
    fd_size(V, Size),
    integer(Size).

report(Index, Goal, Variables, Error, Searched, Left, Proving) :-
    nb_getval(count, Count),
    nb_getval(more, More),
    put_record([found, Count, More]),
    put_met,
    ( nonvar(Error) -> put_error(Error) ; true ),
    names(Index, Names),
    nb_setval(cut, false),
    forall(answer(N, Values, Goals), put_answer(N, Names, Values, Goals)),
    ( nb_getval(cut, true) -> put_record([cut]) ; true ),
    (   Count > 0
    ->  check(Index, Goal, Variables, Searched, Left, Proving)
    ;   var(Error)
    ->  put_unmet,
        ( Proving == true -> why_not(Index) ; true )
    ;   true
    ).

put_unmet :-
    ( nb_getval(unmet, 0) -> true ; put_record([reason, 0, unmet, '', 0, 0, 'the constraints left on the variables']) ).

% The names of a query's variables, as the program has them.
names(Index, Names) :-
    atom_concat('n:', Index, Name),
    Goal =.. [Name, Names],
    job:Goal.

% ---- putting back ----

check(Index, Goal, Variables, Searched, Left, Proving) :-
    nb_setval(held, 0),
    nb_setval(failed, 0),
    Spend is min(Left, max(200000, Searched)),
    nb_setval(left, Spend),
    nb_setval(labelling, Spend),
    ( Proving == true -> proofs(Index) ; true ),
    forall(( answer(N, Values, []), ground(Values), \+ undecided(N), \+ proved(N), nb_getval(left, Rest), Rest > 0 ),
           put_back(Goal, Variables, Values, Rest)),
    forall(member(Kind, [held, failed, open]), ( nb_getval(Kind, N), put_record([Kind, N]) )).

put_back(Goal, Variables, Values, Rest) :-
    statistics(inferences, Before),
    (   \+ Variables = Values
    ->  true
    ;   catch(call_with_inference_limit(holds(Goal, Variables, Values, Met), Rest, Result), _, fail)
    ->  ( Result == inference_limit_exceeded -> true ; Met == yes -> count(held) ; true )
    ;   count(failed)
    ),
    statistics(inferences, After),
    Left is Rest - (After - Before),
    nb_setval(left, Left).

holds(Goal, Variables, Values, Met) :-
    Variables = Values,
    residue(job:Goal, Residue),
    labelled(Residue, Met),
    Met \== no,
    !.

count(Kind) :-
    nb_getval(Kind, N0),
    N is N0 + 1,
    nb_setval(Kind, N).

% ---- text ----

put_record(Fields) :-
    forall(member(Field, Fields), ( write(Field), put_char('\x1f\') )),
    put_char('\x1e\').

% Nesting and parts of an answer and of a line of a proof that are written. The writer calls itself for each level, and its stack
% is small. Items of a list are one level.
most_written(answer, 500, 100000).
most_written(line, 100, 1000).

% A copy with … in place of what is beyond.
shallow(Where, Term, Shallow) :-
    most_written(Where, Levels, Parts),
    term_size(Term, Cells),
    % A level takes two cells at least.
    (   Cells =< 2 * Levels
    ->  Shallow = Term
    ;   shallow(Term, Levels, Shallow, Parts, _)
    ).

shallow(Term, Levels, Shallow, Left0, Left) :-
    (   \+ compound(Term)
    ->  Shallow = Term, Left is Left0 - 1
    ;   ( Levels =:= 0 ; Left0 =< 0 )
    ->  Shallow = '…', Left is Left0 - 1,
        nb_setval(cut, true)
    ;   Deeper is Levels - 1,
        Left1 is Left0 - 1,
        (   Term = [Item|Items]
        ->  Shallow = [ShallowItem|ShallowItems],
            shallow(Item, Deeper, ShallowItem, Left1, Left2),
            shallow(Items, Levels, ShallowItems, Left2, Left)
        ;   compound_name_arguments(Term, Name, Args),
            foldl(shallow_argument(Deeper), Args, ShallowArgs, Left1, Left),
            compound_name_arguments(Shallow, Name, ShallowArgs)
        )
    ).

shallow_argument(Levels, Arg, Shallow, Left0, Left) :- shallow(Arg, Levels, Shallow, Left0, Left).

% term_to_atom: the reader has a small stack too. SWI-Prolog would name variables by where they are stored, which is elsewhere in
% each run; here they are _1, _2, ... in the order they stand in.
most_read(1000).

rewritten(Term, Text) :-
    (   nonvar(Term)
    ->  most_written(answer, Levels, Parts),
        term_size(Term, Cells),
        ( Cells =< 2 * Levels -> Shallow = Term ; shallow(Term, Levels, Shallow, Parts, _) ),
        ( Shallow == Term -> true ; throw(too_deep) ),
        ( ground(Term) -> term_to_atom(Term, Text) ; var(Text) -> named_text(Term, Text) ; term_to_atom(Term, Text) )
    ;   atomic(Text), atom_length(Text, Length), most_read(Most), Length > Most
    ->  throw(too_deep)
    ;   var(Text)
    ->  named_text(Term, Text)
    ;   term_to_atom(Term, Text)
    ).

named_text(Term, Text) :-
    term_variables(Term, Variables),
    foldl(other_name([]), Variables, []-1, Names-_),
    with_output_to(atom(Text), write_term(Term, [quoted(true), variable_names(Names), module(clpfd), numbervars(false)])).

% Fails where the text is too long.
text(Where, Term, Names, Text) :-
    shallow(Where, Term, Shallow),
    write_length(Shallow, _, [max_length(100000), quoted(true)]),
    with_output_to(string(Text),
                   write_term(Shallow, [quoted(true), variable_names(Names), spacing(next_argument), module(clpfd), numbervars(false)])).

put_answer(N, Names, Values, Goals) :-
    maplist(named, Names, Values, Named0),
    open_names(Named0, Values, Goals, Named),
    maplist(cell(Named, Values-Goals), Values, Cells),
    conditions(Goals, Named, Conditions),
    atomic_list_concat(Conditions, ', ', Where),
    put_record([answer, N, Where|Cells]).

named(Name, Value, Name=Value).

% Variables of the query keep their names, the first of several; all others are _1, _2, ...
open_names(Pairs, Values, Goals, Named) :-
    include(open_pair, Pairs, Open),
    first_names(Open, [], Own),
    term_variables(Values-Goals, All),
    foldl(other_name(Own), All, Own-1, Named-_).

open_pair(_=Value) :- var(Value).

first_names([], Own, Own).
first_names([Name=V|Rest], Own0, Own) :-
    ( member(_=W, Own0), W == V -> Own1 = Own0 ; Own1 = [Name=V|Own0] ),
    first_names(Rest, Own1, Own).

other_name(Own, V, Named0-I0, Named-I) :-
    (   member(_=W, Own), W == V
    ->  Named = Named0, I = I0
    ;   atom_concat('_', I0, Name),
        Named = [Name=V|Named0],
        I is I0 + 1
    ).

% A variable that nothing else is said about is _ ; an atom by itself needs no marks unless it looks like something else.
cell(_, Whole, Value, '_') :-
    var(Value),
    occurrences_of_var(Value, Whole, 1),
    !.
cell(_, _, Value, Value) :-
    atom(Value),
    Value \== [],
    plain(Value),
    !.
cell(Names, _, Value, Text) :-
    ( text(answer, Value, Names, Text) -> true ; throw(too_large) ).

plain(Atom) :-
    atom_codes(Atom, [First|Codes]),
    \+ char_type(First, space),
    \+ code_in(First, "0123456789-+_\"'[({."),
    \+ ( member(Code, [First|Codes]), ( Code < 32 ; Code =:= 127 ) ),
    \+ ( last([First|Codes], Last), code_type(Last, space) ),
    atom_length(Atom, Length),
    Length =< 10000.

code_in(Code, String) :-
    string_code(_, String, Code),
    !.

conditions([], _, []).
conditions([Goal|Goals], Named, [Text|Texts]) :-
    strip_module(Goal, _, Plain),
    ( text(answer, Plain, Named, Text) -> true ; throw(too_large) ),
    conditions(Goals, Named, Texts).

% One line of a proof: variables that occur once are _, the others A, B, ...
line(Term, Text) :-
    copy_term_nat(Term, Copy),
    term_variables(Copy, Variables),
    letters(Variables, Copy, 0, Names),
    ( text(line, Copy, Names, Text) -> true ; Text = "(too long to show)" ).

letters([], _, _, []).
letters([V|Vs], Term, I, [Name=V|Names]) :-
    (   occurrences_of_var(V, Term, 1)
    ->  Name = '_', I1 = I
    ;   Code is 0'A + I mod 26,
        atom_codes(Letter, [Code]),
        Turn is I // 26,
        ( Turn =:= 0 -> Name = Letter ; atom_concat(Letter, Turn, Name) ),
        I1 is I + 1
    ),
    letters(Vs, Term, I1, Names).

% ---- errors ----

put_error(inference_limit) :- !, put_record([error, work]).
put_error(infinite_term) :- !, put_record([error, infinite_term]).
put_error(error(occurs_check(_, _), _)) :- !, put_record([error, infinite_term]).
put_error(too_large) :- !, put_record([error, too_large]).
put_error(too_deep) :- !, put_record([error, too_deep]).
put_error(error(Formal, Context)) :- !,
    ( nonvar(Context), Context = context(Where, _), nonvar(Where) -> strip_module(Where, _, Callee), line(Callee, At) ; At = "" ),
    formal(Formal, Class, Detail, Culprit),
    put_record([error, Class, Detail, Culprit, At]).
put_error(Other) :-
    line(Other, Text),
    put_record([error, other, Text, "", ""]).

formal(Formal, Class, "", "") :- atom(Formal), !, Class = Formal.
formal(resource_error(tripwire(What, _)), resource_error, What, "") :- !.
formal(Formal, Class, Detail, Culprit) :-
    Formal =.. [Class, First|Rest],
    line(First, Detail),
    ( Rest = [Second|_] -> line(Second, Culprit) ; Culprit = "" ).
`;

export const RUNTIME = SEARCH_RUNTIME + WATCH_RUNTIME + PROOF_RUNTIME;
