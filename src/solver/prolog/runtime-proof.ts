// The second interpreter: it proves an answer step by step from the clauses as written, and finds the goals that failed.
// A clause is kb(Name, Arity, N, Head, Segments): the N-th of its predicate, its body cut into segments at each cut. A query
// is kb(query, Index, 0, Variables, Segments). Goals are and(List), or(A,B), if(C,T,E), soft(C,T,E), not(Shown,Goal),
// own(Shown,Goal) and sys(Shown,Goal); steps are step(Shown,From,Steps), where From says which clause it was.

export const PROOF_RUNTIME = String.raw`
:- dynamic proved/1, reified:kb/5, reified:tabled/2.

% Steps handed over per query, and inferences for finding them.
most_steps(400).
most_inferences(2000000).
% Solutions that get a proof of their own, and the deepest of them.
most_proofs(10).
most_levels(2000).

proofs(Index) :-
    retractall(proved(_)),
    most_proofs(Most),
    most_steps(Steps),
    most_inferences(Inferences),
    nb_setval(steps, Steps),
    nb_setval(proving, Inferences),
    forall(( answer(N, Values, []), N =< Most, \+ undecided(N), nb_getval(proving, Left), Left > 0 ),
           proof(Index, N, Values, Left)).

proof(Index, N, Values, Left) :-
    copy_term(Values, Given),
    statistics(inferences, Before),
    (   catch(call_with_inference_limit(prove_query(Index, Given, Steps, Met), Left, Result), _, fail),
        Result \== inference_limit_exceeded,
        Met == yes,
        Given =@= Values
    ->  assertz(proved(N)),
        ( ground(Values) -> count(held) ; true ),
        put_record([proof, N]),
        put_steps(Steps, 0)
    ;   true
    ),
    statistics(inferences, After),
    Rest is Left - (After - Before),
    nb_setval(proving, Rest).

% Constraints that are left are met by some values, or it is not proved.
prove_query(Index, Given, Steps, Met) :-
    reified:kb(query, Index, 0, Given, Segments),
    (   reified:tabled(_, _)
    ->  member(Levels, [8, 32, 128, 512])
    ;   most_levels(Levels)
    ),
    residue(segments(Segments, Levels, [], Steps), Residue),
    labelled(Residue, Met),
    Met \== no,
    !.

segments([], _, _, []).
segments([Segment|Rest], Levels, Above, Steps) :-
    (   Rest == []
    ->  prove(Segment, Levels, Above, Steps, [])
    ;   prove(Segment, Levels, Above, Steps, More),
        !,
        segments(Rest, Levels, Above, More)
    ).

prove(and(Goals), Levels, Above, Steps, Tail) :- prove_all(Goals, Levels, Above, Steps, Tail).
prove(or(A, B), Levels, Above, Steps, Tail) :-
    ( prove(A, Levels, Above, Steps, Tail) ; prove(B, Levels, Above, Steps, Tail) ).
prove(if(C, T, E), Levels, Above, Steps, Tail) :-
    (   prove(C, Levels, Above, Steps, Then)
    ->  prove(T, Levels, Above, Then, Tail)
    ;   prove(E, Levels, Above, Steps, Tail)
    ).
prove(soft(C, T, E), Levels, Above, Steps, Tail) :-
    (   prove(C, Levels, Above, Steps, Then)
    *-> prove(T, Levels, Above, Then, Tail)
    ;   prove(E, Levels, Above, Steps, Tail)
    ).
prove(not(Shown, Goal), _, _, [step(\+ Shown, not, [])|Tail], Tail) :- \+ job:Goal.
prove(sys(Shown, Goal), _, _, Steps, Tail) :-
    job:Goal,
    ( silent(Shown) -> Steps = Tail ; Steps = [step(Shown, sys, [])|Tail] ).
prove(own(Shown, Goal), Levels, Above, [Step|Tail], Tail) :-
    Levels > 0,
    Deeper is Levels - 1,
    functor(Goal, Name, Arity),
    (   reified:tabled(Name, Arity)
    ->  prove_tabled(Shown, Goal, Deeper, Above, Step)
    ;   prove_own(Shown, Goal, Deeper, Above, Step)
    ).

prove_all([], _, _, Tail, Tail).
prove_all([Goal|Goals], Levels, Above, Steps, Tail) :-
    prove(Goal, Levels, Above, Steps, More),
    prove_all(Goals, Levels, Above, More, Tail).

silent(true).
silent(_ = _).

% Of a tabled predicate any true instance has a proof that does not rest on itself.
prove_tabled(Shown, Goal, Levels, Above, Step) :-
    (   ground(Goal)
    ->  \+ ( member(Same, Above), Same == Goal ),
        prove_own(Shown, Goal, Levels, [Goal|Above], Step)
    ;   job:Goal,
        ground(Goal),
        prove_tabled(Shown, Goal, Levels, Above, Step)
    ).

prove_own(Shown, Goal, Levels, Above, step(Shown, clause(Clause), Steps)) :-
    clause(job:Goal, Body, Clause),
    (   Body == true
    ->  Steps = []
    ;   nth_clause(_, N, Clause),
        functor(Goal, Name, Arity),
        reified:kb(Name, Arity, N, Goal, [Segment|Rest]),
        (   Rest == []
        ->  prove(Segment, Levels, Above, Steps, [])
        ;   prove(Segment, Levels, Above, Steps, More),
            !,
            segments(Rest, Levels, Above, More)
        )
    ).

put_steps([], _).
put_steps([step(Shown, From, Steps)|More], Depth) :-
    (   nb_getval(steps, Left), Left > 0
    ->  Left1 is Left - 1,
        nb_setval(steps, Left1),
        line(Shown, Text),
        origin(From, Kind, Name, Arity, N),
        put_record([step, Depth, Kind, Name, Arity, N, Text]),
        Depth1 is Depth + 1,
        put_steps(Steps, Depth1),
        put_steps(More, Depth)
    ;   put_record([step, Depth, cut, '', 0, 0, ''])
    ).

origin(clause(Clause), clause, Name, Arity, N) :-
    nth_clause(Head, N, Clause),
    strip_module(Head, _, Plain),
    functor(Plain, Name, Arity).
origin(not, not, '', 0, 0).
origin(sys, sys, '', 0, 0).

% ---- why not ----

why_not(Index) :-
    most_steps(Steps),
    most_inferences(Inferences),
    nb_setval(steps, Steps),
    (   catch(call_with_inference_limit(why_query(Index, Reasons), Inferences, Result), _, fail),
        Result \== inference_limit_exceeded
    ->  put_reasons(Reasons, 0)
    ;   true
    ).

why_query(Index, Reasons) :-
    reified:kb(query, Index, 0, _, Segments),
    why_body(Segments, from(query, 0, 0), 8, [], Reasons).

% The goal furthest along a body that was reached and never held.
why_body(Segments, From, Levels, Above, Reasons) :-
    goals(Segments, Goals),
    nb_setval(furthest, -1),
    nb_setval(reached, none),
    (   \+ advance(Goals, 0)
    ->  nb_getval(reached, Goal),
        why_goal(Goal, From, Levels, Above, Reasons)
    ;   Reasons = []
    ).

goals([], []).
goals([and(Goals)|Segments], All) :- !, goals(Segments, Rest), append(Goals, Rest, All).
goals([Goal|Segments], [Goal|Rest]) :- goals(Segments, Rest).

advance([], _).
advance([Goal|Goals], At) :-
    nb_getval(furthest, Furthest),
    (   At > Furthest
    ->  nb_setval(furthest, At),
        copy_term_nat(Goal, Copy),
        nb_setval(reached, Copy)
    ;   true
    ),
    run(Goal),
    Next is At + 1,
    advance(Goals, Next).

run(and(Goals)) :- run_all(Goals).
run(or(A, B)) :- ( run(A) ; run(B) ).
run(if(C, T, E)) :- ( run(C) -> run(T) ; run(E) ).
run(soft(C, T, E)) :- ( run(C) *-> run(T) ; run(E) ).
run(not(_, Goal)) :- \+ job:Goal.
run(sys(_, Goal)) :- job:Goal.
run(own(_, Goal)) :- job:Goal.

run_all([]).
run_all([Goal|Goals]) :- run(Goal), run_all(Goals).

why_goal(and(Goals), From, Levels, Above, Reasons) :- why_body([and(Goals)], From, Levels, Above, Reasons).
why_goal(or(A, B), From, Levels, Above, Reasons) :-
    why_body([A], From, Levels, Above, First),
    why_body([B], From, Levels, Above, Second),
    append(First, Second, Reasons).
why_goal(if(C, T, E), From, Levels, Above, Reasons) :-
    ( run(C) -> why_body([T], From, Levels, Above, Reasons) ; why_body([E], From, Levels, Above, Reasons) ).
why_goal(soft(C, T, E), From, Levels, Above, Reasons) :-
    ( run(C) -> why_body([C, T], From, Levels, Above, Reasons) ; why_body([E], From, Levels, Above, Reasons) ).
why_goal(not(Shown, _), From, _, _, [reason(\+ Shown, From, holds, [])]).
why_goal(sys(Shown, _), From, _, _, [reason(Shown, From, fails, [])]).
why_goal(own(Shown, Goal), From, Levels, Above, [reason(Shown, From, Why, Reasons)]) :-
    (   member(Same, Above), Same =@= Shown
    ->  Why = again, Reasons = []
    ;   Levels =:= 0
    ->  Why = deep, Reasons = []
    ;   functor(Goal, Name, Arity),
        findall(N-Clause, ( clause(job:Goal, Body, Clause), nth_clause(_, N, Clause), fits(Body, Name, Arity, N, Goal) ), Clauses),
        (   Clauses == []
        ->  Why = none, Reasons = []
        ;   Why = each,
            Deeper is Levels - 1,
            findall(Found,
                    ( member(N-_, Clauses),
                      copy_term_nat(Goal, Head),
                      reified:kb(Name, Arity, N, Head, Segments),
                      why_body(Segments, from(Name, Arity, N), Deeper, [Shown|Above], Found) ),
                    Lists),
            append(Lists, Reasons)
        )
    ).

% The head of a clause with a cut is compared in its body.
fits(Body, Name, Arity, N, Goal) :-
    ( Body == true -> true ; \+ \+ reified:kb(Name, Arity, N, Goal, _) ).

put_reasons([], _).
put_reasons([reason(Shown, from(Name, Arity, N), Why, Reasons)|More], Depth) :-
    (   nb_getval(steps, Left), Left > 0
    ->  Left1 is Left - 1,
        nb_setval(steps, Left1),
        line(Shown, Text),
        put_record([reason, Depth, Why, Name, Arity, N, Text]),
        Depth1 is Depth + 1,
        put_reasons(Reasons, Depth1),
        put_reasons(More, Depth)
    ;   put_record([reason, Depth, cut, '', 0, 0, ''])
    ).
`;
