import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { Value } from 'typebox/value';

/**
 * Checks with the schema's own library. Addresses and queries are text, so numbers in them are converted; a body is taken
 * as it stands, and an unknown key in a closed object is refused.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const isText = httpPart === 'querystring' || httpPart === 'params';
  return (input) => {
    const value = isText ? Value.Convert(schema, input) : input;
    if (validator.Check(value)) return { value };
    const [, errors] = validator.Errors(value);
    const error = new Error(
      `${httpPart ?? 'value'}${errors[0]?.instancePath ?? ''} ${errors[0]?.message ?? 'is not valid'}`,
    );
    return { error: Object.assign(error, { statusCode: 400, code: 'FST_ERR_VALIDATION' }) };
  };
};
