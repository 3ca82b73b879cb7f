import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

/** Whether a field may be null, or be missing. */
interface Presence {
  readonly nullable?: true;
  readonly required?: false;
}

/** A text. Examples are made up. */
export const Text = (description: string, example: string, presence: Presence = {}): PropertyDecorator =>
  ApiProperty({ type: String, description, example, ...presence });

/** One word of a short list. */
export const Word = (description: string, words: readonly string[], presence: Presence = {}): PropertyDecorator =>
  ApiProperty({ type: String, description, enum: [...words], ...presence });

/** Several texts. */
export const Texts = (description: string, example: readonly string[]): PropertyDecorator =>
  ApiProperty({ type: [String], description, example: [...example] });

/** An instant, in UTC. */
export const Time = (description: string, presence: Presence = {}): PropertyDecorator =>
  ApiProperty({ type: String, format: 'date-time', description, example: '2026-11-20T12:00:00.000Z', ...presence });

/** A whole number. */
export const Whole = (description: string, example: number): PropertyDecorator => ApiProperty({ type: 'integer', description, example });

/** Yes or no. */
export const YesNo = (description: string, example: boolean): PropertyDecorator => ApiProperty({ type: Boolean, description, example });

/** An object with fields of its own. */
export const Part = (type: Type<unknown>, description: string, presence: Presence = {}): PropertyDecorator =>
  ApiProperty({ type, description, ...presence });

/** Several objects of one kind. */
export const Parts = (type: Type<unknown>, description: string): PropertyDecorator => ApiProperty({ type: [type], description });
