// How prototxt is laid out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { formatted } from '../../support/format.js';

const check = (before: string, after: string): void => assert.equal(formatted('prototxt', before), after);

describe('formatting of prototxt', () => {
  it('puts spaces after colons and before brackets, and indents', () =>
    check(
      'name:"n"\nlayer{\nname :"a"   type:"ReLU"\n  relu_param  {negative_slope:.1}\n}\n\n\nlayer { }\n',
      'name: "n"\nlayer {\n  name: "a" type: "ReLU"\n  relu_param { negative_slope: .1 }\n}\n\nlayer {}\n',
    ));

  it('keeps comments, strings and lists as they are', () =>
    check(
      '# a:b{\nlayer { # open\n  name: \'x # y{\'\n  dim: [ 1 ,2,3 ] #shape\n  bottom: "a" # one\n}\n',
      '# a:b{\nlayer { # open\n  name: \'x # y{\'\n  dim: [1, 2, 3] #shape\n  bottom: "a" # one\n}\n',
    ));

  it('keeps what is half written', () =>
    check('layer {\nname: "conv\ntype :\n', 'layer {\n  name: "conv\n  type:\n'));

  it('keeps blanks in a string that is not closed', () => {
    check('layer " \n\n\n', 'layer " \n');
    check("name : 'a \r\n", "name: 'a \r\n");
    check('name :" \\', 'name: " \\');
  });

  it('ends lines where the parser ends them', () => {
    check('#c\rname:"a"\n', '#c\nname: "a"\n');
    check('name:"a\\\nb"\n', 'name: "a\\\nb"\n');
  });

  it('finds nothing to do in the example', () => {
    const text = readFileSync('examples/lenet.prototxt', 'utf8');
    assert.equal(formatted('prototxt', text), text);
  });
});
