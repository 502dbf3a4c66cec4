export function answerQuestions(port: number): void
