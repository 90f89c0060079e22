// The marks that the printed program sets while it runs; see watch.ts. A number stands for the place, and is listed once.

import { ARITHMETIC_FUNCTIONS } from "./built-ins.ts";

const FUNCTIONS = [...ARITHMETIC_FUNCTIONS].map((key) => {
  const slash = key.lastIndexOf("/");
  return `evaluable('${key.slice(0, slash).replaceAll("\\", "\\\\")}', ${key.slice(slash + 1)}).`;
});

export const WATCH_RUNTIME = String.raw`
:- meta_predicate complete(+, ?, 0).

% Most places listed for one query.
most_met(8).

met(Mark) :-
    nb_getval(met, Met),
    ( memberchk(Mark-open, Met) -> true ; note(Mark, open) ).

note(Mark, Why) :-
    nb_getval(met, Met),
    most_met(Most),
    length(Met, Count),
    ( Count < Most, \+ memberchk(Mark-Why, Met) -> append(Met, [Mark-Why], More), nb_setval(met, More) ; true ).

put_met :-
    nb_getval(met, Met),
    forall(member(Mark-Why, Met), put_record([met, Mark, Why])).

% Open: variables that had no value before; bound are they also where two became one, and under constraints they are not known.
bound(Open) :-
    Open \== [],
    \+ ( term_variables(Open, Now), Now == Open, term_attvars(Open, []) ).

decided(Mark, Open) :-
    ( bound(Open) -> met(Mark) ; true ).

% From, To: the last choice before and behind a goal whose first solution is kept.
chosen(Mark, Open, Through, From, To) :-
    (   bound(Open)
    ->  met(Mark)
    ;   From \== To, bound(Through)
    ->  met(Mark)
    ;   true
    ).

cut(Mark, Bound, Open, Through, From, To) :-
    (   nonvar(Bound)
    ->  met(Mark)
    ;   chosen(Mark, Open, Through, From, To)
    ).

% A solution whose constraints no values meet is none.
settled(Mark, Residue) :-
    labelled(Residue, Met),
    Met \== no,
    ( numeric_left(Residue) -> note(Mark, left) ; true ).

numeric_left(Residue) :-
    member(V, Residue),
    var(V),
    numeric(V),
    !.

% SWI-Prolog throws where the goal rests on a table that is not complete, since findall cannot be left and come back to.
complete(Mark, Template, Goal) :-
    catch(findall(Template, Goal, Solutions), error(existence_error(reset, _), _), throw(error(circle(Mark), _))),
    member(Template, Solutions).

closed(List) :-
    '$skip_list'(_, List, Tail),
    nonvar(Tail).

keys(Pairs) :-
    '$skip_list'(_, Pairs, Tail),
    nonvar(Tail),
    forall(member(Pair, Pairs), ( nonvar(Pair), ( Pair = Key-_ -> ground(Key) ; true ) )).

% Whether a second item fits.
single(Mark, Item, List) :-
    ( further(List, Item) -> met(Mark) ; true ).

further(List, Item) :-
    nonvar(List),
    List = [First|Rest],
    ( First \= Item -> further(Rest, Item) ; \+ \+ memberchk(Item, Rest) ).

% ---- arithmetic ----
% What stands for a number at run time is a number or made of the functions that are allowed: no clocks, no chance.

calculable_all(Terms) :-
    forall(arg(_, Terms, Term), ( calculable(Term), affordable(Term) )).

calculable(Term) :-
    (   ( var(Term) ; number(Term) )
    ->  true
    ;   callable(Term), functor(Term, Name, Arity), evaluable(Name, Arity)
    ->  ( compound(Term) -> forall(arg(_, Term, Arg), calculable(Arg)) ; true )
    ;   not_calculable(Term)
    ).

not_calculable(Term) :-
    ( callable(Term) -> functor(Term, Name, Arity), Culprit = Name/Arity ; Culprit = Term ),
    throw(error(type_error(evaluable, Culprit), _)).

calculable_items(List) :-
    (   nonvar(List), List = [Item|Items]
    ->  ( number(Item) -> true ; calculable(Item), affordable(Item) ),
        calculable_items(Items)
    ;   true
    ).

calculable_template(Template) :-
    (   compound(Template)
    ->  functor(Template, Name, _),
        forall(arg(N, Template, Arg), ( calculated(Name, N) -> calculable(Arg), affordable(Arg) ; Name == bag -> true ; Name == set -> true ; calculable_template(Arg) ))
    ;   true
    ).

calculated(sum, 1).
calculated(max, 1).
calculated(min, 1).

${FUNCTIONS.join("\n")}

% SWI-Prolog asks for the memory of a shift or a power of two before it looks at the limit of numbers (runtime.ts, start).
most_bits(800000).

affordable(Term) :-
    (   compound(Term)
    ->  forall(arg(_, Term, Arg), affordable(Arg)),
        (   grows(Term, Base, Factor),
            catch(bits(Factor, Base, Bits), _, fail),
            most_bits(Most),
            Bits > Most
        ->  throw(error(resource_error(max_integer_size), _))
        ;   true
        )
    ;   true
    ).

grows(Base << By, Base, shift(By)).
grows(Base >> By, Base, shift(-By)).
grows(Base ** By, Base, power(By)).
grows(Base ^ By, Base, power(By)).

% The last bit of what comes out, or less.
bits(shift(By), Base, Bits) :-
    Value is abs(Base),
    Value > 0,
    Bits is msb(Value) + By.
bits(power(By), Base, Bits) :-
    Value is abs(Base),
    Power is abs(By),
    integer(Value),
    integer(Power),
    Value > 1,
    Bits is msb(Value) * Power.
`;
