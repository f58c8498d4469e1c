import QtQuick
import SecureClient
import MobileCert

// An agreement from the authority.
AppPage {
    id: page

    required property AgreementViewModel vm

    viewModel: vm
    retryable: vm.text === ""
    onRetry: vm.refresh()

    AppCard {
        title: page.vm.heading

        LegalText {
            objectName: "agreementText"
            text: page.vm.text
        }
    }
}
