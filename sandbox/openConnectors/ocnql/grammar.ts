/**
 * OCNQL as the facts document it (37 to 42). AND and OR never stand side by side without parentheses: which of them
 * binds tighter is not documented, so a clause that depends on it is refused. Words are set off by blanks, and field
 * names may stand in backticks (fact 41). A quote cannot occur inside a text.
 */
export const grammar = String.raw`
where
  = _ condition:condition _ { return condition; }

condition
  = first:term rest:(__ "AND"i __ term:term { return term; })+ { return { kind: 'and', terms: [first, ...rest] }; }
  / first:term rest:(__ "OR"i __ term:term { return term; })+ { return { kind: 'or', terms: [first, ...rest] }; }
  / term

term
  = "(" _ condition:condition _ ")" { return condition; }
  / predicate

predicate
  = field:field __ "IS"i __ "NULL"i !namepart { return { kind: 'isNull', field }; }
  / field:field __ "LIKE"i __ pattern:text { return { kind: 'like', field, pattern: pattern.value }; }
  / field:field __ "IN"i _ "(" _ first:value rest:(_ "," _ value:value { return value; })* _ ")" { return { kind: 'in', field, values: [first, ...rest] }; }
  / field:field _ operator:operator _ value:value { return { kind: 'compare', field, operator, value }; }

operator
  = "!=" / "<=" / ">=" / "=" / "<" / ">"

field
  = [\x60] name:$(name ("." name)*) [\x60] { return name; }
  / !(keyword !namepart) name:$(name ("." name)*) { return name; }

name
  = [A-Za-z_] [A-Za-z0-9_-]*

namepart
  = [A-Za-z0-9_.-]

keyword
  = "AND"i / "OR"i / "IN"i / "IS"i / "LIKE"i / "NULL"i

value
  = text / number

text
  = "'" value:$[^']* "'" { return { type: 'text', value }; }

number
  = raw:$("-"? [0-9]+ ("." [0-9]+)?) !namepart { return { type: 'number', value: Number(raw), raw }; }

_
  = [ \t\r\n]*

__
  = [ \t\r\n]+
`;
