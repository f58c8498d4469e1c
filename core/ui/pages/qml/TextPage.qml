import QtQuick
import SecureClient
import CorePages

AppPage {
    id: page

    required property TextViewModel vm

    viewModel: vm

    AppCard {
        LegalView {
            objectName: "legalText"
            text: page.vm.text
        }
    }
}
