/* The I/O Kit's notifications as documented: armed by reading an iterator to its end, told on another thread. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define API __attribute__((visibility("default")))

typedef void (*callback)(void *context, uint32_t iterator);

static struct { callback told; void *context; int waiting, armed, used; } watches[2];
static int ports, queues, held;

API void *IONotificationPortCreate(uint32_t main_port) { return main_port == 0 ? (ports++, &ports) : NULL; }
API void IONotificationPortSetDispatchQueue(void *port, void *queue) { if (port != &ports || queue != &queues) abort(); }
API void IONotificationPortDestroy(void *port) { if (port != &ports) abort(); ports--; }
API void *dispatch_queue_create(const char *label, void *attributes) { (void)label; (void)attributes; queues++; return &queues; }
API void dispatch_release(void *queue) { if (queue != &queues) abort(); queues--; }

API void *IOServiceMatching(const char *name) { return strcmp(name, "IOUSBHostDevice") ? NULL : &held; }

API int IOServiceAddMatchingNotification(void *port, const char *kind, void *matching, callback told, void *context,
                                         uint32_t *iterator) {
    if (port != &ports || matching == NULL)
        return (int)0xE00002C2; /* kIOReturnBadArgument */
    int arrival = strcmp(kind, "IOServiceFirstMatch") == 0;
    if (!arrival && strcmp(kind, "IOServiceTerminate") != 0)
        return (int)0xE00002C2;
    int number = arrival ? 0 : 1;
    watches[number].told = told;
    watches[number].context = context;
    watches[number].waiting = arrival ? 2 : 0; /* two devices are there already */
    watches[number].armed = 0;
    watches[number].used = 1;
    *iterator = (uint32_t)number + 1;
    held++;
    return 0;
}

API uint32_t IOIteratorNext(uint32_t iterator) {
    int number = (int)iterator - 1;
    if (watches[number].waiting == 0) {
        watches[number].armed = 1;
        return 0;
    }
    watches[number].waiting--;
    held++;
    return 1000;
}

API int IOObjectRelease(uint32_t object) {
    held--;
    if (object < 1000)
        watches[object - 1].used = 0;
    return 0;
}

static void *tell(void *argument) {
    int number = (int)(intptr_t)argument;
    watches[number].told(watches[number].context, (uint32_t)number + 1);
    return NULL;
}

/* A device comes (0) or goes (1); answers whether somebody was told. */
API int played_change(int number) {
    if (!watches[number].used || !watches[number].armed)
        return 0;
    watches[number].waiting++;
    watches[number].armed = 0;
    pthread_t thread;
    pthread_create(&thread, NULL, tell, (void *)(intptr_t)number);
    pthread_join(thread, NULL);
    return 1;
}

/* What was not given back. */
API int played_left(void) { return ports + queues + held; }
