import { describe, expect, it } from 'vitest';
import { judgeEvent } from './judge-event.ts';
import { makeEvent } from './testing/wire.ts';

const nested = (depth: number): unknown => (depth === 0 ? 'leaf' : [nested(depth - 1)]);

describe('judgeEvent', () => {
  it.each([
    ['a type that this version does not make', { type: 'countersign.prompt.published.v1' }],
    ['attributes that the schema does not name', { traceparent: '00-ab-cd-01' }],
    ['an erased payload', { data: { ...makeEvent().data, payload: null } }],
    ['a time that is no time, which is for display only', { time: 'yesterday' }],
    ['the deepest payload there may be', { data: { ...makeEvent().data, payload: nested(62) } }],
  ])('accepts %s as it is', (_name, change) => {
    const event = { ...makeEvent(), ...change };
    expect(judgeEvent(event)).toEqual({ kind: 'accepted', event });
  });

  it.each([
    ['another version of CloudEvents', { specversion: '0.3' }, 'invalid-event'],
    ['a source that is not ours', { source: 'urn:other:1' }, 'invalid-event'],
    ['a source without an install', { source: 'urn:countersign:' }, 'invalid-event'],
    ['a source too long for an index', { source: `urn:countersign:${'x'.repeat(201)}` }, 'invalid-event'],
    ['a type that is not ours', { type: 'com.example.thing' }, 'invalid-event'],
    ['a negative base', { baserev: -1 }, 'invalid-event'],
    ['a base that one more would overflow', { baserev: 2 ** 31 - 1 }, 'invalid-event'],
    ['no place on its install', { seq: 0 }, 'invalid-event'],
    ['no data', { data: undefined }, 'invalid-event'],
    ['NUL in an attribute', { time: 'a\0' }, 'unstorable-text'],
    ['a lone surrogate in an attribute that the schema does not name', { extra: '\udfff' }, 'unstorable-text'],
    ['a payload one level too deep', { data: { ...makeEvent().data, payload: nested(63) } }, 'too-deep'],
  ])('rejects %s', (_name, change, code) => {
    const event = { ...makeEvent(), ...change };
    expect(judgeEvent(event)).toEqual({ kind: 'rejected', result: { id: event.id, status: 'rejected', code } });
  });
});
