#include "storage/job.h"

void job_list_put(struct job_list *list, struct job *job)
{
	assert(job != NULL && (list->head == NULL) == (list->tail == NULL));
	assert(list->tail == NULL || list->tail->next == NULL);
	job->next = NULL;
	if (list->tail == NULL)
		list->head = job;
	else
		list->tail->next = job;
	list->tail = job;
}

struct job *job_list_take(struct job_list *list)
{
	struct job *job = list->head;

	if (job == NULL)
		return NULL;
	assert(list->tail != NULL && (job->next == NULL) == (list->tail == job));
	list->head = job->next;
	if (list->head == NULL)
		list->tail = NULL;
	job->next = NULL;
	return job;
}

bool job_list_remove(struct job_list *list, struct job *job)
{
	struct job *before = NULL;
	struct job *at = list->head;

	while (at != NULL && at != job) {
		before = at;
		at = at->next;
	}
	if (at == NULL)
		return false;
	if (before == NULL)
		list->head = job->next;
	else
		before->next = job->next;
	assert((job->next == NULL) == (list->tail == job));
	if (list->tail == job)
		list->tail = before;
	job->next = NULL;
	return true;
}

struct job_list job_list_take_all(struct job_list *from)
{
	struct job_list all = *from;

	*from = (struct job_list){ 0 };
	return all;
}
